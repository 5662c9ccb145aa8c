import type { EntityView } from '@tessera/database'
import type { UnifiedBands, UnifiedEntity, UnifiedMetric } from '../catalogue/unified-metric.ts'
import { mainEntity } from './main-entity.ts'
import { isSwitchedOn, literal, ofCore, quoted } from './sql-text.ts'

/** A metric as a column. */
interface Column {
  readonly metric: string
  readonly name: string
  /** Columns of text beside it. */
  readonly categories?: readonly UnifiedBands[]
}

const valueOf = (metric: string) => `max(v.value) filter (where v.metric_id = ${literal(metric)})`
const bandText = (value: string, { name, bands }: UnifiedBands) =>
  `case ${bands.map(({ band, from: least }) => `when ${value} >= ${least} then ${literal(band)}`).join(' ')} end as ${quoted(name)}`

const columnsText = (columns: readonly Column[]) =>
  columns
    .flatMap(({ metric, name, categories = [] }) => [
      `${valueOf(metric)} as ${quoted(name)}`,
      ...categories.map((bands) => bandText(valueOf(metric), bands)),
    ])
    .join(', ')

const listText = (columns: readonly Column[]) => columns.map(({ metric }) => literal(metric)).join(', ')

const from = (columns: readonly Column[], type: string) =>
  `
  from core.metric_values v join core.metric_catalogue m on m.metric_id = v.metric_id`.concat(
    type === 'customer'
      ? ' left join core.accounts a on a.tenant_id = v.tenant_id and a.account_id::text = v.entity_id'
      : '',
  ).concat(`
  where v.entity_type = ${literal(type)} and v.metric_id in (${listText(columns)}) and ${isSwitchedOn('m')}`)

const states =
  'bool_and(v.is_final) as is_final, min(coalesce(v.carried_from, v.metric_date)) as as_of, max(v.computed_at) as calculated_at'

/** A row for each day, of the tenant as a whole. */
function tenantView(columns: readonly Column[], day = 'metric_date'): EntityView {
  return ofCore(
    `select v.tenant_id, v.metric_date as ${day}, ${columnsText(columns)}, ${states} ${from(columns, 'tenant')}
     group by v.tenant_id, v.metric_date`,
  )
}

/** A row for each day and entity. */
function entityView(columns: readonly Column[], { type }: UnifiedEntity): EntityView {
  const isCustomer = type === 'customer'
  const names = isCustomer
    ? ', a.name as customer_name, a.segment as customer_segment, a.plan_tier as customer_tier'
    : ''
  const groups = isCustomer ? ', a.name, a.segment, a.plan_tier' : ''
  return ofCore(
    `select v.tenant_id, v.metric_date, v.entity_id as ${quoted(`${type}_id`)}${names}, ${columnsText(columns)}, ${states}
     ${from(columns, type)} group by v.tenant_id, v.metric_date, v.entity_id${groups}`,
  )
}

const named = (metrics: readonly UnifiedMetric[]): Column[] =>
  metrics.map(({ info, name }) => ({ metric: info.id, name }))

/** The same with their bands: the mean of all lies in a band that may be nobody's, so views of a whole beside those of its parts have none. */
const banded = (metrics: readonly UnifiedMetric[]): Column[] =>
  metrics.map(({ info, name, categories }) => ({ metric: info.id, name, categories }))

/** Views of some metrics: about their entity, and of the tenant as a whole, which is all there is without one. */
function viewsOf(name: string, metrics: readonly UnifiedMetric[]): Record<string, EntityView> {
  const entity = mainEntity(metrics)
  if (!entity) return { [name]: tenantView(banded(metrics)) }
  const own = metrics.filter((metric) => metric.entity?.dimension === entity.dimension)
  return { [name]: entityView(banded(own), entity), [`${name}_total`]: tenantView(named(metrics)) }
}

/** Views with a column for each metric: `metrics_<domain>`, `metrics_<plugin>` and `daily_metrics`. */
export function wideViews(metrics: readonly UnifiedMetric[]): Readonly<Record<string, EntityView>> {
  if (metrics.length === 0) return {}
  const views: Record<string, EntityView> = {}
  for (const [domain, own] of Map.groupBy(metrics, (metric) => metric.domain)) {
    Object.assign(views, viewsOf(`metrics_${domain}`, own))
    const [{ schema } = { schema: domain }] = own
    if (own.every((metric) => metric.schema === schema)) Object.assign(views, viewsOf(`metrics_${schema}`, own))
  }
  const columns = metrics.map(({ info, column }) => ({ metric: info.id, name: column }))
  return { ...views, daily_metrics: tenantView(columns, '"date"') }
}

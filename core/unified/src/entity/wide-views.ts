import type { EntityView } from '@tessera/database'
import type {
  UnifiedBands,
  UnifiedEntity,
  UnifiedMetric,
  UnifiedParts,
  UnifiedSocket,
} from '../catalogue/unified-metric.ts'
import { mainEntity } from './main-entity.ts'
import { isSwitchedOn, literal, ofCore, quoted } from './sql-text.ts'

/** A metric as a column. */
interface Column {
  readonly metric: string
  readonly name: string
  /** Columns of text beside it. */
  readonly categories?: readonly UnifiedBands[]
  /** Columns of its parts beside it. */
  readonly parts?: readonly UnifiedParts[]
}

/** The parts of a metric on the day of the row, while the tenant has its plugin. */
const partsText = (metric: string, { name, type }: UnifiedParts) =>
  `(select jsonb_object_agg(p.entity_id, p.value) from core.metric_values p join core.metric_catalogue pm on pm.metric_id = p.metric_id
    where p.tenant_id = v.tenant_id and p.metric_date = v.metric_date and p.metric_id = ${literal(metric)}
      and p.entity_type = ${literal(type)} and ${isSwitchedOn('pm')}) as ${quoted(name)}`

const valueOf = (metric: string) => `max(v.value) filter (where v.metric_id = ${literal(metric)})`
const bandText = (value: string, { name, bands }: UnifiedBands) =>
  `case ${bands.map(({ band, from: least }) => `when ${value} >= ${least} then ${literal(band)}`).join(' ')} end as ${quoted(name)}`

const columnsText = (columns: readonly Column[]) =>
  columns
    .flatMap(({ metric, name, categories = [], parts = [] }) => [
      `${valueOf(metric)} as ${quoted(name)}`,
      ...categories.map((bands) => bandText(valueOf(metric), bands)),
      ...parts.map((one) => partsText(metric, one)),
    ])
    .join(', ')

/** Columns of metrics that nobody computes yet. */
const emptyText = (names: readonly string[]) =>
  names.map((name) => `, null::double precision as ${quoted(name)}`).join('')

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
function tenantView(columns: readonly Column[], sockets: readonly string[] = [], day = 'metric_date'): EntityView {
  return ofCore(
    `select v.tenant_id, v.metric_date as ${day}, ${columnsText(columns)}${emptyText(sockets)}, ${states} ${from(columns, 'tenant')}
     group by v.tenant_id, v.metric_date`,
  )
}

/** A row for each day and entity. */
function entityView(columns: readonly Column[], { type }: UnifiedEntity, sockets: readonly string[]): EntityView {
  const isCustomer = type === 'customer'
  const names = isCustomer
    ? ', a.name as customer_name, a.segment as customer_segment, a.plan_tier as customer_tier'
    : ''
  const groups = isCustomer ? ', a.name, a.segment, a.plan_tier' : ''
  return ofCore(
    `select v.tenant_id, v.metric_date, v.entity_id as ${quoted(`${type}_id`)}${names}, ${columnsText(columns)}${emptyText(sockets)}, ${states}
     ${from(columns, type)} group by v.tenant_id, v.metric_date, v.entity_id${groups}`,
  )
}

const named = (metrics: readonly UnifiedMetric[]): Column[] =>
  metrics.map(({ info, name, parts }) => ({ metric: info.id, name, parts }))

/** What a row of one entity is about has no parts by another. */
const alone = (columns: readonly Column[]): Column[] => columns.map(({ parts: _, ...column }) => column)

/** The same with their bands: the mean of all lies in a band that may be nobody's, so views of a whole beside those of its parts have none. */
const banded = (metrics: readonly UnifiedMetric[]): Column[] =>
  metrics.map(({ info, name, categories, parts }) => ({ metric: info.id, name, categories, parts }))

/** Views of some metrics: about their entity, and of the tenant as a whole, which is all there is without one. */
function viewsOf(
  name: string,
  metrics: readonly UnifiedMetric[],
  sockets: readonly UnifiedSocket[],
): Record<string, EntityView> {
  const entity = mainEntity(metrics)
  const empty = sockets.map((socket) => socket.name)
  if (!entity) return { [name]: tenantView(banded(metrics), empty) }
  const isOwn = (one: { readonly entity: UnifiedEntity | null }) => one.entity?.dimension === entity.dimension
  const ownEmpty = sockets.filter(isOwn).map((socket) => socket.name)
  return {
    [name]: entityView(alone(banded(metrics.filter(isOwn))), entity, ownEmpty),
    [`${name}_total`]: tenantView(named(metrics), empty),
  }
}

/** Views with a column for each metric: `metrics_<domain>`, `metrics_<plugin>` and `daily_metrics`. */
export function wideViews(
  metrics: readonly UnifiedMetric[],
  sockets: readonly UnifiedSocket[] = [],
): Readonly<Record<string, EntityView>> {
  if (metrics.length === 0) return {}
  const views: Record<string, EntityView> = {}
  for (const [domain, own] of Map.groupBy(metrics, (metric) => metric.domain)) {
    const empty = sockets.filter((socket) => socket.domain === domain)
    Object.assign(views, viewsOf(`metrics_${domain}`, own, empty))
    const [{ schema } = { schema: domain }] = own
    if (own.every((metric) => metric.schema === schema)) Object.assign(views, viewsOf(`metrics_${schema}`, own, empty))
  }
  const columns = metrics.map(({ info, column }) => ({ metric: info.id, name: column }))
  return { ...views, daily_metrics: tenantView(columns, [], '"date"') }
}

import type { EntityView } from '@tessera/database'
import type { UnifiedMetric } from '../catalogue/unified-metric.ts'
import { mainEntity } from './main-entity.ts'
import { isSwitchedOn, literal, ofCore } from './sql-text.ts'
import { setTargetJoins, targetColumns } from './target-views.ts'

const described = `m.title, 'tier_' || m.tier as importance_tier, m.unit, m.additivity, m.direction`

/** Every value that is kept: of the tenant as a whole and of each entity. */
const values = `
  select v.tenant_id, v.metric_date, m.domain, m.metric_name, v.metric_id, v.entity_type, v.entity_id, v.value as metric_value,
    v.n, v.numerator, v.denominator, ${described}, ${targetColumns}, v.is_final, coalesce(v.carried_from, v.metric_date) as as_of, v.definition_version, v.computed_at
  from core.metric_values v join core.metric_catalogue m on m.metric_id = v.metric_id ${setTargetJoins}
  where ${isSwitchedOn('m')}`

/** Metrics about what the rows of their domain are about, so that each entity is counted once, and nothing else is counted as one. */
function unified(metrics: readonly UnifiedMetric[]): string {
  const about = [...Map.groupBy(metrics, ({ domain }) => domain)].flatMap(([domain, own]) => {
    const entity = mainEntity(own)
    return entity ? [`when ${literal(domain)} then ${literal(entity.type)}`] : []
  })
  const type = about.length === 0 ? `'tenant'` : `case domain ${about.join(' ')} else 'tenant' end`
  return `
  select tenant_id, metric_date, domain, metric_name, entity_type, entity_id, metric_value, n, numerator, denominator,
    importance_tier, unit, additivity, direction, target_op, target_value, title, metric_id, is_final, as_of, definition_version
  from entity.metric_values where entity_type = ${type}`
}

const before = (days: number) => `
  left join core.metric_values p${days} on p${days}.tenant_id = c.tenant_id and p${days}.metric_id = c.metric_id
    and p${days}.entity_type = c.entity_type and p${days}.entity_id = c.entity_id and p${days}.metric_date = c.metric_date - ${days}`

const spans = [1, 7, 30, 365]
const ago = spans.map((days) => `p${days}.value as value_${days}d_ago`).join(', ')
const growth = (days: number) =>
  `case when c.unit <> 'ratio' and p${days}.value <> 0 then (c.metric_value - p${days}.value) / abs(p${days}.value) end as growth_${days}d`
const points = (days: number) =>
  `case when c.unit = 'ratio' then (c.metric_value - p${days}.value) * 100 end as delta_${days}d_pp`
const met = `case c.target_op when 'gt' then c.metric_value > c.target_value when 'gte' then c.metric_value >= c.target_value
  when 'lt' then c.metric_value < c.target_value when 'lte' then c.metric_value <= c.target_value end`

/** First day of the month, or of the quarter or year of the tenant's books, that a day lies in. */
const firstOf = (unit: string) =>
  `(date_trunc('${unit}', c.metric_date::timestamp - make_interval(months => z.fiscal_year_start_month - 1))
    + make_interval(months => z.fiscal_year_start_month - 1))::date`

/** What has come together of a metric whose days add up; null where a day of the span was not computed. */
const toDate = (unit: 'month' | 'quarter' | 'year') =>
  `case when c.additivity = 'full' and k.since <= ${firstOf(unit)} then (select sum(w.value) from core.metric_values w
      where w.tenant_id = c.tenant_id and w.metric_id = c.metric_id and w.entity_type = c.entity_type and w.entity_id = c.entity_id
        and w.metric_date between ${firstOf(unit)} and c.metric_date and w.carried_from is null) end as value_${unit[0]}td`

/** By metric and day that was computed, since when all days before it were too. */
const computed = `
  select tenant_id, metric_id, metric_date, min(since) as since from (
    select tenant_id, metric_id, metric_date, min(metric_date) over (partition by tenant_id, metric_id, run) as since from (
      select d.tenant_id, m.metric_id, d.metric_date,
        d.metric_date - (row_number() over (partition by d.tenant_id, m.metric_id order by d.metric_date))::int as run
      from core.metric_days d cross join lateral jsonb_object_keys(d.metrics) as m (metric_id)
    ) as days
  ) as runs group by tenant_id, metric_id, metric_date`

/** Values beside those of before, and how far they are from their target. */
const api = `
  select c.tenant_id, c.metric_date, c.domain, c.metric_name, c.entity_type, c.entity_id, c.metric_value, ${ago},
    ${spans.map(growth).join(', ')}, ${spans.map(points).join(', ')},
    (select avg(w.value) from core.metric_values w where w.tenant_id = c.tenant_id and w.metric_id = c.metric_id
      and w.entity_type = c.entity_type and w.entity_id = c.entity_id
      and w.metric_date between c.metric_date - 6 and c.metric_date) as moving_avg_7d,
    ${toDate('month')}, ${toDate('quarter')}, ${toDate('year')},
    c.target_op, c.target_value, case when c.target_value <> 0 then c.metric_value / c.target_value end as attainment,
    case when ${met} then 'met' when not ${met} then 'missed' end as status,
    c.importance_tier, c.unit, c.additivity, c.direction, c.title, c.metric_id, c.is_final
  from entity.metric_values c join core.tenants z on z.tenant_id = c.tenant_id ${spans.map(before).join('')}
  left join (${computed}) k on k.tenant_id = c.tenant_id and k.metric_id = c.metric_id and k.metric_date = c.metric_date`

const shown = `case unit
  when 'ratio' then round((metric_value * 100)::numeric, 1) || '%'
  when 'count' then to_char(metric_value, 'FM999,999,999,999,990')
  else to_char(metric_value, 'FM999,999,999,999,990.00') end`

/** The figures one looks at first, of the tenant as a whole. */
const overview = `
  select tenant_id, metric_date, metric_name, domain as metric_category, title, metric_value as current_value,
    value_30d_ago as previous_value, growth_30d, delta_30d_pp, target_op, target_value, status, direction, unit,
    ${shown} as display_value
  from entity.metrics_api where entity_type = 'tenant' and importance_tier = 'tier_1'`

/** Views with a row for each value. */
export function longViews(metrics: readonly UnifiedMetric[]): Readonly<Record<string, EntityView>> {
  return {
    metric_values: ofCore(values),
    metrics_unified_domains: ofCore(unified(metrics)),
    metrics_api: ofCore(api),
    metrics_company_overview: ofCore(overview),
  }
}

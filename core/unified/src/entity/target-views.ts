import type { EntityView } from '@tessera/database'
import { isSwitchedOn, ofCore } from './sql-text.ts'

/** What a day of a target's period is held against: a part of an amount that adds up, nothing of one that does not, else the target itself. */
const ofDay = (t: string) => `case m.target_holding when 'flow' then ${t}.value / (${t}.to_day - ${t}.from_day)
  when 'whole' then case when ${t}.to_day - ${t}.from_day = 1 then ${t}.value end else ${t}.value end`

const isOn = (t: string, day: string) => `${t}.from_day <= ${day} and ${t}.to_day > ${day}`

/**
 * Targets that the tenant set, beside the values `v` of metrics `m`: `s` that of the value itself on its day, `w` that of all there is,
 * where it holds for a part too.
 */
export const setTargetJoins = `
  left join core.targets s on s.tenant_id = v.tenant_id and s.metric_id = v.metric_id and ${isOn('s', 'v.metric_date')}
    and s.dimension_id = case when v.entity_type = 'tenant' then '' else m.entity_dimensions ->> v.entity_type end
    and s.dimension_value = case when v.entity_type = 'tenant' then '' else v.entity_id end
  left join core.targets w on v.entity_type <> 'tenant' and not m.target_grows and w.tenant_id = v.tenant_id
    and w.metric_id = v.metric_id and w.dimension_id = '' and ${isOn('w', 'v.metric_date')}
    and not exists (select from core.targets o where o.tenant_id = v.tenant_id and o.metric_id = v.metric_id
      and o.dimension_id = m.entity_dimensions ->> v.entity_type and o.dimension_value = v.entity_id)`

/** The target of the contract: none for other spans than a day, and none for a part of an amount. */
const declares = `coalesce(m.target_days, 1) = 1 and (v.entity_type = 'tenant' or not m.target_grows)`
const chosen = (own: (alias: string) => string, declared: string) =>
  `case when ${ofDay('s')} is not null then ${own('s')} when ${ofDay('w')} is not null then ${own('w')}
    when ${declares} then ${declared} end`

/** Bound and value of the target in force for a value on its day. */
export const targetColumns = `${chosen((t) => `${t}.bound`, 'm.target_op')} as target_op,
  ${chosen(ofDay, 'm.target_value')} as target_value`

const part = `nullif(t.dimension_id, '') as dimension_id, case when t.dimension_id <> '' then t.dimension_value end as dimension_value`
const period = `t.from_day as first_day, t.to_day - 1 as last_day`
const of = `from core.targets t join core.metric_catalogue m on m.metric_id = t.metric_id`

/** What tenants set for periods: a row for each target, and one for each day it is in force. */
export const targetViews: Readonly<Record<string, EntityView>> = {
  targets: ofCore(`
    select t.tenant_id, m.domain, m.metric_name, t.metric_id, m.title, m.unit, m.direction, ${part}, ${period},
      t.bound as target_op, t.value as target_value, m.target_holding as holds, t.set_at
    ${of} where ${isSwitchedOn('m')}`),
  daily_targets: ofCore(`
    select t.tenant_id, d.day::date as metric_date, m.domain, m.metric_name, t.metric_id, ${part}, ${period},
      t.bound as target_op, ${ofDay('t')} as target_value, t.value as period_target_value
    ${of} cross join lateral generate_series(t.from_day, t.to_day - 1, interval '1 day') as d (day)
    where ${isSwitchedOn('m')}`),
}

import { setting } from '@tessera/plugin-api/server'
import { sql, type RawBuilder } from 'kysely'
import { plugin } from '../../plugin.ts'
import { deals } from './deals.ts'
import { spells, stageVisits } from './spells.ts'

const of = { tenant: sql<string>`tenant_id` }

/** A setting that lists stages with a number each, as rows. */
const listed = (told: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select distinct on (rule.tenant_id, part.stage) rule.tenant_id, part.stage, part.number, part.position
  from (select tenant_id, ${told} as told from core.tenants) as rule
  cross join lateral (
    select trim(item[1]) as stage, item[2]::numeric as number, position::int as position
    from regexp_split_to_table(rule.told, ',') with ordinality as list (text, position)
    cross join lateral regexp_match(list.text, '^\\s*(.*\\S)\\s+([0-9.]+)\\s*%?\\s*$') as item
    where item is not null
  ) as part
  order by rule.tenant_id, part.stage, part.position`

const stages = listed(setting(plugin, 'stageProbabilities', of))
const limits = listed(setting(plugin, 'rotDays', of))

/** The pipeline with the place of each stage among the others, and what deals in it are worth by their probability. */
export const weightedPipeline: RawBuilder<unknown> = sql`
  with list as materialized (${stages})
  select s.*, list.position, s.value * list.number / 100 as weighted_value
  from (${spells}) as s
  left join list on list.tenant_id = s.tenant_id and list.stage = s.stage`

/** The pipeline with the moment from which on a deal is stalled where it is. */
export const stallingPipeline: RawBuilder<unknown> = sql`
  with list as materialized (${limits}),
  usual as (
    select tenant_id, stage, 2 * percentile_cont(0.5) within group (order by days) as number
    from (${stageVisits}) as v where status = 'won' and days is not null group by tenant_id, stage
  )
  select s.*, s.stage_since + make_interval(secs => 86400 * coalesce(list.number::double precision, usual.number)) as stalls_at
  from (${spells}) as s
  left join list on list.tenant_id = s.tenant_id and list.stage = s.stage
  left join usual on usual.tenant_id = s.tenant_id and usual.stage = s.stage`

/** Times a deal left a stage, and whether it went on from there: to a later stage, or won. */
export const stageMoves: RawBuilder<unknown> = sql`
  with list as materialized (${stages})
  select v.*, case when v.is_last then v.status = 'won'
    else coalesce(later.position > here.position, true) end as went_on
  from (${stageVisits}) as v
  left join list as here on here.tenant_id = v.tenant_id and here.stage = v.stage
  left join list as later on later.tenant_id = v.tenant_id and later.stage = v.next_stage
  where v.left_at is not null`

/** Deals with the place of the furthest stage they have seen; one that was won has seen them all. */
export const dealReach: RawBuilder<unknown> = sql`
  with list as materialized (${stages}),
  seen as (
    select s.tenant_id, s.opportunity_id, max(list.position) as furthest
    from (${spells}) as s join list on list.tenant_id = s.tenant_id and list.stage = s.stage
    group by s.tenant_id, s.opportunity_id
  )
  select d.tenant_id, d.opportunity_id, d.account_id, d.rep, d.team, d.deal_type, d.source, d.deal, d.status, d.created_at, d.closed_at,
    d.value, case when d.status = 'won' then 1000 else coalesce(seen.furthest, 1) end as furthest
  from (${deals}) as d
  left join seen on seen.tenant_id = d.tenant_id and seen.opportunity_id = d.opportunity_id`

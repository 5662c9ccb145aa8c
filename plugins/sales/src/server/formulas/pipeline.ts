import { count, derived, percentile, ratio, ref, snapshot, sum, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import {
  dealReach,
  deals,
  leftStages,
  pipeline,
  stageMoves,
  stallingPipeline,
  weightedPipeline,
} from '../facts/deals.ts'
import type { ReachRow, SpellRow, StallingRow, WeightedRow } from '../rows.ts'

const isOverdue: On<SpellRow, SqlBool> = (_, { to }) =>
  sql`expected_close_date < ((${to} - interval '1 microsecond') at time zone timezone)::date`
const isStalled: On<StallingRow, SqlBool> = (eb, { to }) => eb('stalls_at', '<', to)
const isQualified: On<WeightedRow, SqlBool> = (eb) => eb('position', '>', 1)

const cameTo =
  (position: number): On<ReachRow, SqlBool> =>
  (eb) =>
    eb('furthest', '>=', position)

/** What may still be won. */
export const pipelineFormulas = {
  total_pipeline_value: snapshot(pipeline, { sum: 'value' }),
  weighted_pipeline_value: snapshot(weightedPipeline, { sum: 'weighted_value' }),
  qualified_pipeline_value: snapshot(weightedPipeline, { sum: 'value' }, { where: isQualified }),
  open_opportunities: snapshot(pipeline, 'count'),
  overdue_deals: snapshot(pipeline, 'count', { where: isOverdue }),
  stalled_deal_count: snapshot(stallingPipeline, 'count', { where: isStalled }),
  stalled_pipeline_value: snapshot(stallingPipeline, { sum: 'value' }, { where: isStalled }),
  pipeline_velocity: derived(
    {
      open: ref('open_opportunities'),
      rate: ref('win_rate'),
      size: ref('avg_deal_size'),
      cycle: ref('avg_sales_cycle_days'),
    },
    (n) => sql<number>`${n.open} * ${n.rate} * ${n.size} / nullif(${n.cycle}, 0)`,
  ),
  opportunities_created: count(deals),
  deals_to_stage_2: count(dealReach, { where: cameTo(2) }),
  deals_to_stage_3: count(dealReach, { where: cameTo(3) }),
  deals_to_stage_4: count(dealReach, { where: cameTo(4) }),
  created_deals_won: count(deals, { where: (eb) => eb('status', '=', 'won') }),
  pipeline_created: sum(deals, 'value'),
  stage_conversion_rate: ratio(count(stageMoves, { where: (eb) => eb('went_on', '=', true) }), count(stageMoves)),
  median_days_in_stage: percentile(leftStages, 'days', { fraction: 0.5 }),
  deals_without_rate: snapshot(pipeline, 'count', { where: (eb) => eb('value', 'is', null) }),
} as const

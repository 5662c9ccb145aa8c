import { count, derived, percentile, ratio, ref, snapshot, sum, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { deals, leftStages, pipeline, stageMoves, stallingPipeline, weightedPipeline } from '../facts.ts'
import type { SpellRow, StallingRow, WeightedRow } from '../rows.ts'

const isOverdue: On<SpellRow, SqlBool> = (_, { to }) =>
  sql`expected_close_date < ((${to} - interval '1 microsecond') at time zone timezone)::date`
const isStalled: On<StallingRow, SqlBool> = (eb, { to }) => eb('stalls_at', '<', to)
const isQualified: On<WeightedRow, SqlBool> = (eb) => eb('position', '>', 1)

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
  pipeline_created: sum(deals, 'value'),
  stage_conversion_rate: ratio(count(stageMoves, { where: (eb) => eb('went_on', '=', true) }), count(stageMoves)),
  median_days_in_stage: percentile(leftStages, 'days', { fraction: 0.5 }),
  deals_without_rate: snapshot(pipeline, 'count', { where: (eb) => eb('value', 'is', null) }),
} as const

import { metric } from '@tessera/plugin-api'
import { byDeal, byRep, each, owner } from '../dimensions.ts'

const open = { unit: 'money', direction: 'up', tier: 2, dimensions: ['stage', ...byRep], owner } as const
const whole = ['stage', ...each, ...byDeal] as const
const likely = ['stageProbabilities'] as const

const cohort = {
  ...open,
  unit: 'count',
  tier: 3,
  dimensions: [...byRep, 'deal_type', 'source'],
  rules: likely,
  version: 2,
} as const
const came = (place: string) =>
  `Deals that were created in the period and have come to the ${place} of the stages in the settings by now, or further; those won have.`

/** What may still be won. */
export const pipelineMetrics = {
  total_pipeline_value: metric({
    ...open,
    title: 'Pipeline',
    description: 'Amount of the deals that are open at the end of the period, with stage and amount as they were then.',
    tier: 1,
    dimensions: whole,
    version: 2,
  }),
  weighted_pipeline_value: metric({
    ...open,
    title: 'Weighted pipeline',
    description:
      'Amount of each open deal by the probability of its stage, added up. Stages without a probability in the settings are left out.',
    rules: likely,
    version: 2,
  }),
  qualified_pipeline_value: metric({
    ...open,
    title: 'Qualified pipeline',
    description: 'Amount of open deals that have come beyond the first of the stages in the settings.',
    rules: likely,
    version: 2,
  }),
  open_opportunities: metric({
    ...open,
    title: 'Open deals',
    description: 'Deals that are created and neither won nor lost at the end of the period.',
    unit: 'count',
    dimensions: whole,
  }),
  overdue_deals: metric({
    ...open,
    title: 'Overdue deals',
    description: 'Open deals whose expected close lies before the day on which the period ends.',
    unit: 'count',
    dimensions: ['stage', 'deal', ...byRep],
    direction: 'down',
    version: 2,
  }),
  stalled_deal_count: metric({
    ...open,
    title: 'Stalled deals',
    description: 'Open deals at the end of the period that have been in their stage for longer than the rule says.',
    unit: 'count',
    direction: 'down',
    dimensions: ['stage', 'deal', ...byRep],
    rules: ['rotDays'],
    target: { lte: 0 },
    version: 2,
  }),
  stalled_pipeline_value: metric({
    ...open,
    title: 'Stalled pipeline',
    description: 'Amount of the deals that have been in their stage for longer than the rule says.',
    direction: 'down',
    dimensions: ['stage', 'deal', ...byRep],
    rules: ['rotDays'],
    version: 2,
  }),
  pipeline_coverage_ratio: metric({
    title: 'Pipeline coverage',
    description:
      'Amount of open deals expected to close in the running quota period, over what is left of its quota. Unknown without quota, and once it is met.',
    unit: 'multiple',
    direction: 'up',
    tier: 1,
    target: { gte: 3 },
    dimensions: byRep,
    owner,
    rules: ['quotaPeriod', 'quotaCounts'],
    version: 2,
  }),
  pipeline_velocity: metric({
    title: 'Pipeline velocity',
    description:
      'What the pipeline yields a day: open deals by win rate and mean deal size, over the mean days to win one, the latter three of 90 days.',
    unit: 'money',
    direction: 'up',
    tier: 2,
    dimensions: byRep,
    owner,
  }),
  opportunities_created: metric({
    ...open,
    title: 'Deals created',
    description: 'Deals that were created in the period, whatever became of them.',
    unit: 'count',
    dimensions: byDeal,
  }),
  deals_to_stage_2: metric({ ...cohort, title: 'Came to the 2nd stage', description: came('second') }),
  deals_to_stage_3: metric({ ...cohort, title: 'Came to the 3rd stage', description: came('third') }),
  deals_to_stage_4: metric({ ...cohort, title: 'Came to the 4th stage', description: came('fourth') }),
  created_deals_won: metric({
    ...cohort,
    version: 1,
    title: 'Created and won',
    description: 'Deals that were created in the period and are won by now.',
    rules: [],
  }),
  pipeline_created: metric({
    ...open,
    title: 'Pipeline created',
    description: 'Amount of the deals that were created in the period, as it is now.',
    dimensions: byDeal,
  }),
  stage_conversion_rate: metric({
    title: 'Stage conversion',
    description:
      'Of the times a deal left a stage in the period, the part in which it went on to a later stage or was won. Lost deals and steps back are the rest.',
    unit: 'ratio',
    direction: 'up',
    tier: 2,
    dimensions: ['stage', ...byRep, 'deal_type', 'source'],
    owner,
    minSample: 10,
    rules: likely,
    version: 2,
  }),
  median_days_in_stage: metric({
    title: 'Days in a stage',
    description: 'Median days that deals which left a stage in the period had been in it.',
    unit: 'days',
    direction: 'down',
    tier: 3,
    dimensions: ['stage', ...byRep, 'deal_type', 'source'],
    owner,
    minSample: 5,
    version: 2,
  }),
  deals_without_rate: metric({
    ...open,
    title: 'Deals without exchange rate',
    description: 'Open deals in another currency that have no exchange rate, so that their amounts count nowhere.',
    unit: 'count',
    direction: 'down',
    tier: 3,
    target: { lte: 0 },
  }),
} as const

import { metric } from '@tessera/plugin-api'
import { accounts, owner } from '../dimensions.ts'
import { revenue, scores } from '../sources.ts'

const ofAccount = ['csm', ...accounts] as const
const shared = { direction: 'up', tier: 2, dimensions: ofAccount, owner } as const
const ofPlaybook = ['playbook', 'intervention_outcome', ...ofAccount] as const

/** What comes of it: goals, first value, interventions. */
export const outcomeMetrics = {
  goal_completion_rate: metric({
    ...shared,
    title: 'Goals completed',
    description: 'Of the goals due in the period, the part that was completed by then. Cancelled goals are left out.',
    unit: 'ratio',
    minSample: 10,
  }),
  time_to_value_days: metric({
    ...shared,
    title: 'Time to value',
    description:
      'Median days from the begin of the contract to the milestone first_value, of accounts that reached it in the period.',
    unit: 'days',
    direction: 'down',
    tier: 1,
    target: { lt: 30 },
  }),
  open_interventions: metric({
    ...shared,
    title: 'Open interventions',
    description: 'Interventions that are under way at the end of the period.',
    unit: 'count',
    direction: 'neutral',
    dimensions: ['playbook', ...ofAccount],
  }),
  closed_interventions: metric({
    ...shared,
    title: 'Closed interventions',
    description: 'Interventions that were closed in the period.',
    unit: 'count',
    direction: 'neutral',
    dimensions: ofPlaybook,
  }),
  intervention_success_rate: metric({
    ...shared,
    derivedFrom: scores,
    title: 'Success of interventions',
    description: 'Of the interventions closed in the period, the part after which the level of churn risk is lower.',
    unit: 'ratio',
    dimensions: ['playbook', ...ofAccount],
    minSample: 10,
  }),
  intervention_risk_change: metric({
    ...shared,
    derivedFrom: scores,
    title: 'Churn risk after interventions',
    description:
      'Mean change of the churn risk index in the 30 days after an intervention began, of those closed in the period.',
    unit: 'points',
    direction: 'down',
    dimensions: ['playbook', ...ofAccount],
    minSample: 10,
  }),
  engagement_roi: metric({
    ...shared,
    derivedFrom: revenue,
    title: 'Return on interventions',
    description:
      'Estimate: twelve times what accounts pay more since an intervention than accounts of like risk without one that paid then, less its cost, as a part of the cost. Of interventions closed in the period.',
    unit: 'ratio',
    tier: 3,
    version: 2,
    dimensions: ['playbook', ...ofAccount],
    minSample: 10,
  }),
} as const

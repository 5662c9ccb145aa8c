import { metric } from '@tessera/plugin-api'
import { byAccount } from '../dimensions.ts'
import { ledgerRules, lossRules } from './ledger-rules.ts'

const gain = {
  unit: 'money',
  direction: 'up',
  tier: 1,
  dimensions: ['plan_tier', ...byAccount],
  owner: 'Finance',
  rules: ledgerRules,
} as const
const loss = { ...gain, direction: 'down', dimensions: ['reason', ...gain.dimensions], rules: lossRules } as const

/** How MRR came about. */
export const movementMetrics = {
  new_mrr: metric({
    ...gain,
    title: 'New MRR',
    description: 'MRR of accounts that never paid before, at their first moment.',
  }),
  expansion_mrr: metric({
    ...gain,
    title: 'Expansion MRR',
    description: 'What paying accounts gained, a further subscription included.',
  }),
  reactivation_mrr: metric({
    ...gain,
    title: 'Reactivation MRR',
    description: 'MRR of accounts that paid before, had stopped, and begin again.',
  }),
  contraction_mrr: metric({
    ...loss,
    title: 'Contraction MRR',
    description: 'What accounts lost that go on paying; the end of one of several subscriptions too.',
  }),
  churned_mrr: metric({
    ...loss,
    title: 'Churned MRR',
    description: 'MRR that accounts lost with their last subscription.',
  }),
  currency_mrr: metric({
    ...gain,
    title: 'Exchange rate effect',
    description: 'By how much MRR changed only because exchange rates did.',
    direction: 'neutral',
    tier: 3,
  }),
  net_new_mrr: metric({
    ...gain,
    title: 'Net new MRR',
    description: 'New, expansion and reactivation less contraction and churn. What exchange rates did is left out.',
  }),
  mrr_movement: metric({
    ...gain,
    title: 'MRR movements',
    description: 'Every change of MRR, losses below 0: what MRR at the end is more than at the start.',
    direction: 'neutral',
    tier: 3,
    dimensions: ['movement', 'reason', 'currency', ...gain.dimensions],
  }),
  mrr_growth: metric({
    ...gain,
    title: 'MRR growth',
    description: 'Net new MRR over MRR at the start of the period.',
    unit: 'ratio',
    dimensions: byAccount,
  }),
  quick_ratio: metric({
    ...gain,
    title: 'Quick ratio',
    description: 'New, expansion and reactivation over contraction and churn. Unknown where nothing was lost.',
    unit: 'multiple',
    tier: 3,
    target: { gte: 4 },
    dimensions: byAccount,
  }),
  new_customers: metric({
    ...gain,
    title: 'New customers',
    description: 'Accounts that began to pay in the period and never did before.',
    unit: 'count',
    tier: 2,
  }),
  churned_customers: metric({
    ...loss,
    title: 'Lost customers',
    description: 'Accounts whose last subscription ended in the period.',
    unit: 'count',
    tier: 2,
  }),
} as const

import { metric } from '@tessera/plugin-api'
import { accounts, byAccount, owner } from '../dimensions.ts'
import { scores } from '../sources.ts'

const shared = { direction: 'down', dimensions: byAccount, owner } as const

/** Who may leave, and what is lost then. */
export const riskMetrics = {
  churn_risk_score: metric({
    ...shared,
    derivedFrom: scores,
    title: 'Churn risk',
    description:
      'Mean churn risk index of the live accounts on the last day of the period, 0 to 100: decline, engagement, business and competition by their weights. The health score is no part of it.',
    unit: 'points',
    rules: ['declineWeight', 'reductionWeight', 'businessRiskWeight', 'threatsWeight'],
    tier: 1,
    target: { lt: 30 },
    dimensions: [...byAccount, 'last_contact'],
  }),
  accounts_by_risk: metric({
    ...shared,
    derivedFrom: scores,
    title: 'Accounts by churn risk',
    description: 'Live accounts on the last day of the period; break them down by the level of their churn risk.',
    unit: 'count',
    direction: 'neutral',
    tier: 2,
  }),
  mrr_at_risk: metric({
    ...shared,
    derivedFrom: scores,
    title: 'MRR at risk',
    description: 'Monthly recurring revenue of accounts that are at risk or critical on the last day of the period.',
    unit: 'money',
    tier: 1,
  }),
  warning_signals: metric({
    ...shared,
    title: 'Warning signals',
    description: 'Signals recorded in the period: competitors, prices, budgets, escalations.',
    unit: 'count',
    tier: 3,
    dimensions: ['signal_type', 'csm', ...accounts],
  }),
  churn_probability_90d: metric({
    title: 'Probability of churn',
    description: 'Mean probability that a live account leaves within 90 days, by a model that another plugin brings.',
    unit: 'ratio',
    direction: 'down',
    tier: 1,
    dimensions: ['core.account', 'core.segment', 'core.plan_tier', 'core.industry', 'core.region'],
    owner,
    status: 'needs-source',
  }),
  expected_churned_mrr_90d: metric({
    title: 'Expected churned MRR',
    description: 'Monthly recurring revenue of each account by the probability that it leaves within 90 days.',
    unit: 'money',
    direction: 'down',
    tier: 1,
    dimensions: ['core.account', 'core.segment', 'core.plan_tier', 'core.industry', 'core.region'],
    owner,
    status: 'needs-source',
  }),
  expansion_potential_score: metric({
    title: 'Expansion potential',
    description: 'How likely a live account buys more, 0 to 100, by a model that another plugin brings.',
    unit: 'points',
    direction: 'up',
    tier: 2,
    dimensions: ['core.account', 'core.segment', 'core.plan_tier', 'core.industry', 'core.region'],
    owner,
    status: 'needs-source',
  }),
} as const

import { metric } from '@tessera/plugin-api'
import { accounts, byAccount, owner } from '../dimensions.ts'
import { scores } from '../sources.ts'

const up = { unit: 'points', direction: 'up', tier: 2, dimensions: byAccount, owner } as const
const count = { unit: 'count', direction: 'neutral', dimensions: byAccount, owner } as const

/** How healthy accounts are. */
export const healthMetrics = {
  customer_health_score: metric({
    ...up,
    derivedFrom: scores,
    title: 'Health score',
    description:
      'Mean health score of the live accounts on the last day of the period, 0 to 100: product usage, support, engagement and business by their weights. Accounts of which too little is known have none.',
    tier: 1,
    rules: ['usageWeight', 'supportWeight', 'engagementWeight', 'businessWeight', 'leastCoverage'],
    target: { gte: 75 },
    dimensions: [...byAccount, 'health_band', 'last_contact'],
  }),
  health_trend_30d: metric({
    ...up,
    derivedFrom: scores,
    title: 'Health trend',
    description:
      'Mean change of the health score in 30 days, of accounts whose score had the same rules then, or was imported.',
    dimensions: [...byAccount, 'last_contact'],
  }),
  accounts_by_health: metric({
    ...count,
    derivedFrom: scores,
    title: 'Accounts by health',
    description:
      'Live accounts on the last day of the period, those without score too; break them down by health segment.',
    tier: 1,
    dimensions: [...byAccount, 'health_band'],
  }),
  health_segment_share: metric({
    ...count,
    derivedFrom: scores,
    title: 'Share of accounts by health',
    description: 'Part of the live accounts in the answer that falls on each group.',
    unit: 'ratio',
    tier: 2,
    dimensions: [...byAccount, 'health_band'],
  }),
  health_coverage: metric({
    ...up,
    derivedFrom: scores,
    title: 'Coverage of health scores',
    description:
      'Mean part of the weight of the health score that is known of an account. What is missing is spread over the rest.',
    unit: 'ratio',
    tier: 3,
    dimensions: accounts,
  }),
  composite_success_score: metric({
    ...up,
    derivedFrom: scores,
    title: 'Success score',
    description:
      'Mean of health (0.3), engagement of users (0.3), health of devices (0.2) and their uptime (0.2) of the live accounts; what an account lacks is spread over the rest.',
  }),
  improving_accounts: metric({
    ...count,
    derivedFrom: scores,
    title: 'Improving accounts',
    description: 'Live accounts whose health score rose by 3 points or more in 30 days.',
    direction: 'up',
    tier: 2,
  }),
  declining_accounts: metric({
    ...count,
    derivedFrom: scores,
    title: 'Declining accounts',
    description: 'Live accounts whose health score fell by 3 points or more in 30 days.',
    direction: 'down',
    tier: 2,
  }),
  health_declines: metric({
    ...count,
    title: 'Accounts that came at risk',
    description: 'How often an account came out of healthy or moderate into at risk or critical in the period.',
    direction: 'down',
    tier: 2,
    dimensions: ['csm', ...accounts],
  }),
  health_recoveries: metric({
    ...count,
    title: 'Accounts that recovered',
    description: 'How often an account came out of at risk or critical into moderate or healthy in the period.',
    direction: 'up',
    tier: 2,
    dimensions: ['csm', ...accounts],
  }),
  days_to_recovery: metric({
    title: 'Time to recovery',
    description: 'Median days an account was at risk, of the recoveries in the period.',
    unit: 'days',
    direction: 'down',
    tier: 3,
    dimensions: ['csm', ...accounts],
    owner,
    minSample: 5,
  }),
  customer_health_benchmark: metric({
    title: 'Health score of the industry',
    description: 'What others of the industry reach as mean health score, by the latest benchmark that was imported.',
    unit: 'points',
    direction: 'neutral',
    tier: 3,
    dimensions: ['core.industry'],
    owner,
  }),
  churn_risk_benchmark: metric({
    title: 'Churn risk of the industry',
    description:
      'What others of the industry have as mean churn risk index, by the latest benchmark that was imported.',
    unit: 'points',
    direction: 'neutral',
    tier: 3,
    dimensions: ['core.industry'],
    owner,
  }),
} as const

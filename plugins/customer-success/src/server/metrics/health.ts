import { count, fixture, lastValue, percentile, ref, share } from '@tessera/plugin-api/server'
import { accountDays as fact, changes, coverageDays, healthBenchmarks, riskBenchmarks } from '../facts.ts'
import { live, observed } from './observed.ts'
import { accountDay, accountDays, asOf, october } from './told.ts'

const benchmark = { entity: 'industry', value: 'value', across: 'avg' } as const

/** How healthy accounts are. */
export const healthFormulas = {
  customer_health_score: lastValue(fact, { ...live, value: 'customer_health_score', across: 'avg' }),
  health_trend_30d: lastValue(fact, { ...live, value: 'health_trend_30d', across: 'avg' }),
  accounts_by_health: lastValue(fact, { ...live, across: 'count' }),
  health_segment_share: share(ref('accounts_by_health')),
  health_coverage: lastValue(coverageDays, { ...observed, value: 'coverage', across: 'avg' }),
  composite_success_score: lastValue(fact, { ...live, value: 'composite_success_score', across: 'avg' }),
  improving_accounts: lastValue(fact, { ...observed, across: 'count', where: (eb) => eb('health_trend_30d', '>=', 3) }),
  declining_accounts: lastValue(fact, {
    ...observed,
    across: 'count',
    where: (eb) => eb('health_trend_30d', '<=', -3),
  }),
  health_declines: count(changes, { where: (eb) => eb('is_decline', '=', true) }),
  health_recoveries: count(changes, { where: (eb) => eb('is_recovery', '=', true) }),
  days_to_recovery: percentile(changes, 'days_at_risk', { fraction: 0.5 }),
  customer_health_benchmark: lastValue(healthBenchmarks, benchmark),
  churn_risk_benchmark: lastValue(riskBenchmarks, benchmark),
}

const day = { time: { range: { from: '2026-10-30', to: '2026-10-31' } } } as const
/** ada rose to 90, bob fell to 50, cleo has no score, dan has churned, eve was last seen three weeks ago. */
const given = accountDays(
  accountDay('ada', '10-29', { customer_health_score: 80 }),
  accountDay('ada', '10-30', { health_trend_30d: 12, composite_success_score: 80 }),
  accountDay('bob', '10-30', {
    customer_health_score: 50,
    segment: 'at_risk',
    status: 'at_risk',
    health_trend_30d: -6,
    composite_success_score: 60,
  }),
  { ...accountDay('cleo', '10-30'), customer_health_score: null, segment: null },
  { ...accountDay('dan', '10-30'), customer_health_score: null, segment: null, status: 'churned' },
  accountDay('eve', '10-09', { customer_health_score: 10 }),
)
const changed = (account: string, date: string, more: object) => ({
  account_id: account,
  changed_on: `2026-${date}`,
  from_segment: 'moderate',
  to_segment: 'at_risk',
  is_recovery: false,
  is_decline: false,
  ...more,
})
/** ada came at risk and recovered after 10 days, bob after 20; cleo rose from moderate to healthy. */
const changing = {
  rows: {
    'customer_success.segment_changes': [
      changed('ada', '10-02', { is_decline: true }),
      changed('ada', '10-12', { is_recovery: true, days_at_risk: 10 }),
      changed('bob', '10-20', { is_recovery: true, days_at_risk: 20 }),
      changed('cleo', '10-05', { to_segment: 'healthy' }),
    ],
  },
}
const told = (metric: string, industry: string, value: number) => ({
  metric,
  industry,
  value,
  period_start: '2026-01-01',
})
const bench = {
  rows: {
    'customer_success.benchmarks': [
      { ...told('customer_health_score', 'Retail', 60), period_start: '2025-01-01' },
      told('customer_health_score', 'Retail', 70),
      told('customer_health_score', 'Finance', 80),
      told('churn_risk_score', 'Retail', 25),
    ],
  },
}

/** Worked examples of them. */
export const healthFixtures = {
  customer_health_score: [
    fixture({
      title:
        'The last score of each live account counts; who has none, has churned or was not seen for a week does not',
      asOf,
      given,
      ask: day,
      expect: [{ value: 70 }],
    }),
    fixture({
      title: 'Each account by its segment of that day',
      asOf,
      given,
      ask: { ...day, dimensions: ['health_segment'] },
      expect: [
        { health_segment: 'healthy', value: 90 },
        { health_segment: 'at_risk', value: 50 },
        { health_segment: null, value: null },
      ],
    }),
    fixture({
      title: 'By how long the last contact lies back on the day',
      asOf,
      given: accountDays(
        accountDay('ada', '10-30', { days_since_engagement: 7 }),
        accountDay('bob', '10-30', { days_since_engagement: 8, customer_health_score: 70 }),
        accountDay('cleo', '10-30', { days_since_engagement: 30, customer_health_score: 60 }),
        accountDay('dan', '10-30', { days_since_engagement: 90, customer_health_score: 50 }),
        accountDay('eve', '10-30', { customer_health_score: 40 }),
      ),
      ask: { ...day, dimensions: ['last_contact'] },
      expect: [
        { last_contact: '07', value: 90 },
        { last_contact: '14', value: 70 },
        { last_contact: '30', value: 60 },
        { last_contact: '90', value: 50 },
        { last_contact: 'none', value: 40 },
      ],
    }),
  ],
  health_trend_30d: [
    fixture({ title: 'One rose by 12 points and one fell by 6', asOf, given, ask: day, expect: [{ value: 3 }] }),
  ],
  accounts_by_health: [
    fixture({
      title: 'Ten points each: who has no score is counted apart, who has churned is not',
      asOf,
      given,
      ask: { ...day, dimensions: ['health_band'] },
      expect: [
        { health_band: '90', value: 1 },
        { health_band: '50', value: 1 },
        { health_band: null, value: 1 },
      ],
    }),
  ],
  health_segment_share: [
    fixture({
      title: 'Three live accounts, a third each',
      asOf,
      given,
      ask: { ...day, dimensions: ['health_segment'] },
      expect: ['healthy', 'at_risk', null].map((health_segment) => ({ health_segment, value: 1 / 3 })),
    }),
  ],
  health_coverage: [
    fixture({
      title: 'Everything of one account is known, half of the other',
      asOf,
      given: {
        rows: {
          'customer_success.health_metrics': [
            { account_id: 'ada', metric_date: '2026-10-30', coverage: 1, model_version: '1' },
            { account_id: 'bob', metric_date: '2026-10-30', coverage: 0.5, model_version: '1' },
          ],
        },
      },
      ask: day,
      expect: [{ value: 0.75 }],
    }),
  ],
  composite_success_score: [
    fixture({ title: 'The mean of 80 and 60', asOf, given, ask: day, expect: [{ value: 70 }] }),
  ],
  improving_accounts: [
    fixture({ title: 'One account rose by three points or more', asOf, given, ask: day, expect: [{ value: 1 }] }),
  ],
  declining_accounts: [
    fixture({ title: 'One account fell by three points or more', asOf, given, ask: day, expect: [{ value: 1 }] }),
  ],
  health_declines: [
    fixture({
      title: 'One came at risk; who rose within the good ones did not',
      asOf,
      given: changing,
      ask: { time: october },
      expect: [{ value: 1 }],
    }),
  ],
  health_recoveries: [
    fixture({ title: 'Two accounts recovered', asOf, given: changing, ask: { time: october }, expect: [{ value: 2 }] }),
  ],
  days_to_recovery: [
    fixture({
      title: 'The median of 10 and 20 days',
      asOf,
      given: changing,
      ask: { time: october },
      expect: [{ value: 15 }],
    }),
  ],
  customer_health_benchmark: [
    fixture({
      title: 'The latest benchmark of each industry',
      asOf,
      given: bench,
      ask: { ...day, dimensions: ['core.industry'] },
      expect: [
        { 'core.industry': 'Finance', value: 80 },
        { 'core.industry': 'Retail', value: 70 },
      ],
    }),
  ],
  churn_risk_benchmark: [
    fixture({ title: 'That of the churn risk alone', asOf, given: bench, ask: day, expect: [{ value: 25 }] }),
  ],
}

import { accounts, fact, type Fact } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type {
  AccountDayRow,
  ActivityRow,
  BenchmarkRow,
  ChangeRow,
  CoverageRow,
  EffectRow,
  EngagementRow,
  FirstValueRow,
  GoalRow,
  InterventionRow,
  ParticipationRow,
  SignalRow,
  StakeholderRow,
} from './rows.ts'

const joins = [{ entity: accounts, on: 'account_id' }] as const
const customer = { customer: 'account', csm: 'csm' } as const

/** Days of accounts; each is an observation of its account. */
export const accountDays = fact<AccountDayRow>({
  name: 'account_day',
  table: 'customer_success.account_daily',
  key: ['account_id', 'metric_date'],
  time: { column: 'metric_date', type: 'local_date' },
  dimensions: {
    ...customer,
    health_segment: 'segment',
    account_status: 'status',
    risk_level: 'risk_level',
    health_band: () =>
      sql`case when customer_health_score >= 90 then '90'
        else lpad((10 * floor(customer_health_score / 10))::int::text, 2, '0') end`,
    last_contact: () =>
      sql`case when days_since_engagement <= 7 then '07' when days_since_engagement <= 14 then '14'
        when days_since_engagement <= 30 then '30' when days_since_engagement <= 90 then '90' else 'none' end`,
  },
  joins,
  drill: [
    { column: 'customer_health_score', title: 'Health score' },
    { column: 'churn_risk_score', title: 'Churn risk' },
    { column: 'current_mrr', title: 'MRR' },
  ],
})

/** The same days, with how much of the score is known. */
export const coverageDays = fact<CoverageRow>({
  name: 'coverage_day',
  table: 'customer_success.named_coverage',
  key: ['account_id', 'metric_date'],
  time: { column: 'metric_date', type: 'local_date' },
  dimensions: { customer: 'account' },
  joins,
})

/** Accounts that came into another segment. */
export const changes = fact<ChangeRow>({
  name: 'segment_change',
  table: 'customer_success.named_changes',
  key: ['account_id', 'changed_on'],
  time: { column: 'changed_on', type: 'local_date' },
  dimensions: customer,
  joins,
  drill: [
    { column: 'from_segment', title: 'From' },
    { column: 'to_segment', title: 'To' },
  ],
})

const benchmark = {
  table: 'customer_success.benchmarks',
  key: ['metric', 'industry', 'period_start'],
  time: { column: 'period_start', type: 'local_date' },
  dimensions: { 'core.industry': 'industry' },
} as const

/** Health scores that others of an industry reach. */
export const healthBenchmarks = fact<BenchmarkRow>({
  ...benchmark,
  name: 'health_benchmark',
  where: (eb) => eb('metric', '=', 'customer_health_score'),
})

/** Churn risks that others of an industry have. */
export const riskBenchmarks = fact<BenchmarkRow>({
  ...benchmark,
  name: 'risk_benchmark',
  where: (eb) => eb('metric', '=', 'churn_risk_score'),
})

const engagement = {
  table: 'customer_success.named_engagements',
  key: ['engagement_id'],
  time: { column: 'happened_at', type: 'instant' },
  dimensions: { ...customer, engagement_type: 'type', outcome: 'outcome', team_member: 'team_member' },
  joins,
  drill: [{ column: 'subject', title: 'Subject' }],
} as const

/** Engagements that took place. */
export const engagements = fact<EngagementRow>({
  ...engagement,
  name: 'engagement',
  where: (eb) => eb.or([eb('completed_at', 'is not', null), eb('inbound_at', 'is not', null)]),
})

/** Engagements that were planned, whether the customer came or not. */
export const planned = fact<EngagementRow>({
  ...engagement,
  name: 'planned_engagement',
  time: { column: 'scheduled_at', type: 'instant' },
  where: (eb) =>
    eb.and([eb('scheduled_at', 'is not', null), eb.or([eb('missed', '=', true), eb('completed_at', 'is not', null)])]),
})

/** What customers wrote by themselves and what was answered, by when they wrote. */
export const answered = fact<EngagementRow>({
  ...engagement,
  name: 'answered_engagement',
  time: { column: 'inbound_at', type: 'instant' },
  where: (eb) => eb('responded_at', 'is not', null),
})

/** Engagements with the health score before and after. */
export const effects = fact<EffectRow>({
  ...engagement,
  name: 'engagement_effect',
  table: 'customer_success.engagement_effects',
})

/** Stakeholders, from when they are known until they leave. */
export const stakeholders = fact<StakeholderRow>({
  name: 'stakeholder',
  table: 'customer_success.named_stakeholders',
  key: ['stakeholder_id'],
  time: { column: 'created_at', type: 'instant' },
  interval: { start: 'created_at', end: 'left_at' },
  dimensions: { ...customer, stakeholder_role: 'role' },
  joins,
})

/** Stakeholders in what they took part in. */
export const participations = fact<ParticipationRow>({
  name: 'participation',
  table: 'customer_success.participations',
  key: ['engagement_id', 'stakeholder_id'],
  time: { column: 'happened_at', type: 'instant' },
  dimensions: { ...customer, stakeholder_role: 'role' },
  joins,
})

/** Goals by the day they are due. */
export const goals = fact<GoalRow>({
  name: 'goal',
  table: 'customer_success.named_goals',
  key: ['goal_id'],
  time: { column: 'due_on', type: 'local_date' },
  where: (eb) => eb.and([eb('due_on', 'is not', null), eb('status', '<>', 'cancelled')]),
  dimensions: customer,
  joins,
})

/** When accounts had the first value. */
export const firstValues = fact<FirstValueRow>({
  name: 'first_value',
  table: 'customer_success.first_values',
  key: ['account_id'],
  time: { column: 'reached_at', type: 'instant' },
  dimensions: customer,
  joins,
})

/** Signals that warn. */
export const signals = fact<SignalRow>({
  name: 'signal',
  table: 'customer_success.named_signals',
  key: ['signal_id'],
  time: { column: 'occurred_at', type: 'instant' },
  dimensions: { ...customer, signal_type: 'signal_type' },
  joins,
})

const intervention = {
  table: 'customer_success.judged_interventions',
  key: ['intervention_id'],
  dimensions: { ...customer, playbook: 'playbook', intervention_outcome: 'outcome' },
  joins,
} as const

/** Interventions while they are under way. */
export const openInterventions: Fact<InterventionRow> = fact<InterventionRow>({
  ...intervention,
  name: 'intervention',
  time: { column: 'opened_at', type: 'instant' },
  interval: { start: 'opened_at', end: 'closed_at' },
})

/** Interventions by when they were closed. */
export const closedInterventions: Fact<InterventionRow> = fact<InterventionRow>({
  ...intervention,
  name: 'closed_intervention',
  time: { column: 'closed_at', type: 'instant' },
  where: (eb) => eb('closed_at', 'is not', null),
})

/** All that happened with accounts. */
export const activities = fact<ActivityRow>({
  name: 'activity',
  table: 'customer_success.activities',
  key: ['activity_id'],
  time: { column: 'happened_at', type: 'instant' },
  dimensions: { ...customer, activity_kind: 'kind', activity: 'activity' },
  joins,
})

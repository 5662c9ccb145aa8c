import {
  avg,
  count,
  derived,
  distinct,
  lastValue,
  percentile,
  ratio,
  ref,
  rolling,
  setting,
  share,
  snapshot,
} from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { plugin } from '../../plugin.ts'
import {
  accountDays,
  activities,
  answered,
  effects,
  engagements,
  participations,
  planned,
  stakeholders,
} from '../facts.ts'
import { live, observed } from './observed.ts'

const quarter = { last: 90, unit: 'day' } as const
const tookPart = rolling(
  distinct(participations, 'stakeholder_id', { where: (eb) => eb('left_at', 'is', null) }),
  quarter,
)
const deciders = rolling(
  distinct(participations, 'stakeholder_id', {
    where: (eb) => eb.and([eb('left_at', 'is', null), eb('is_decision_maker', '=', true)]),
  }),
  quarter,
)
const mails = (condition: string) =>
  count(engagements, {
    where: () =>
      sql<SqlBool>`type = 'email' and inbound_at is null and completed_at is not null and ${sql.raw(condition)}`,
  })

/** What is done with customers, how it goes, and who takes part. */
export const engagementFormulas = {
  total_engagements: count(engagements),
  engagement_share: share(ref('total_engagements')),
  positive_outcome_rate: ratio(
    count(engagements, { where: (eb) => eb('outcome', '=', 'positive') }),
    count(engagements, { where: (eb) => eb('outcome', 'is not', null) }),
  ),
  missed_rate: ratio(count(planned, { where: (eb) => eb('missed', '=', true) }), count(planned)),
  average_response_time: percentile(answered, () => sql`extract(epoch from responded_at - inbound_at) / 3600`, {
    fraction: 0.5,
  }),
  response_rate: ratio(mails("replied_at <= completed_at + interval '3 days'"), mails('true')),
  engagement_frequency: ratio(rolling(count(engagements), { last: 30, unit: 'day' }), ref('live_accounts')),
  days_since_engagement: lastValue(accountDays, { ...live, value: 'days_since_engagement', across: 'avg' }),
  // days that were imported know of no engagement of any account, and so of no gap
  accounts_with_gap: derived(
    {
      gaps: lastValue(accountDays, {
        ...observed,
        across: 'count',
        where: (_, bounds) =>
          sql<SqlBool>`status <> 'churned' and coalesce(days_since_engagement, 9999) > ${setting(plugin, 'gapDays', bounds)}`,
      }),
      known: lastValue(accountDays, {
        ...observed,
        across: 'count',
        where: (eb) => eb('days_since_engagement', 'is not', null),
      }),
    },
    (n) => sql<number>`case when ${n.known} > 0 then ${n.gaps} end`,
  ),
  health_change_after: avg(effects, 'health_change'),
  stakeholder_participation: ratio(tookPart, snapshot(stakeholders, 'count')),
  decision_maker_participation: ratio(
    deciders,
    snapshot(stakeholders, 'count', { where: (eb) => eb('is_decision_maker', '=', true) }),
  ),
  champions: snapshot(stakeholders, 'count', { where: (eb) => eb('is_champion', '=', true) }),
  relationship_depth: ratio(tookPart, ref('live_accounts')),
  activities: count(activities),
}

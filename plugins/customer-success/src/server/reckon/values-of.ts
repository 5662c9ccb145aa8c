import type { HealthValues } from '../../score/health-of.ts'
import { healthInputNames } from '../../score/health-inputs.ts'
import { riskIndicatorNames } from '../../score/risk-indicators.ts'
import type { RiskValues } from '../../score/risk-of.ts'
import type { Adopted } from './adopted.ts'
import type { Engaged } from './gather-engagements.ts'
import type { Involved } from './gather-people.ts'
import type { Revenue } from './gather-revenue.ts'
import type { Signalled } from './gather-signals.ts'
import type { Supported } from './gather-support.ts'
import type { Used } from './gather-use.ts'

/** What is known of one account on one day. */
export interface Facts {
  readonly licensedUsers: number | null
  readonly engaged?: Engaged | undefined
  readonly recordsEngagements: boolean
  readonly involved?: Involved | undefined
  readonly signalled?: Signalled | undefined
  readonly recordsSignals: boolean
  readonly measured?: Readonly<Record<string, number>> | undefined
  readonly used?: Used | undefined
  readonly adopted?: Adopted | undefined
  readonly supported?: Supported | undefined
  readonly revenue?: Revenue | undefined
}

/** A part of a whole; null where there is no whole. */
const part = (some: number | null | undefined, all: number | null | undefined) =>
  some === null || some === undefined || !all ? null : some / all
const less = (value: number | null) => (value === null ? null : value - 1)

/** Fewest uses, or active days, that a decline can be told from. */
const fewest = 5

/** 90 after a renewal, 60 without one, 40 after a downgrade; 20 less where the next one is due within a month. */
function renewalPoints({ lastRenewal, daysToRenewal }: Revenue): number | null {
  if (lastRenewal === null && daysToRenewal === null) return null
  const base = lastRenewal === 'renewed' ? 90 : lastRenewal === 'downgraded' ? 40 : 60
  return daysToRenewal !== null && daysToRenewal <= 30 ? base - 20 : base
}

const given = (names: readonly string[], measured: Facts['measured'] = {}) =>
  Object.fromEntries(Object.entries(measured).filter(([name]) => names.includes(name)))

/** Values of the inputs of the health score. What another system measured counts before what is reckoned here. */
export function healthValuesOf(facts: Facts): HealthValues {
  const { engaged, recordsEngagements, involved, measured, used, adopted, supported, revenue, licensedUsers } = facts
  const users = used ? used.users : licensedUsers
  return {
    login_frequency: part(used?.userDays, used?.users),
    feature_adoption: part(adopted?.core, adopted?.coreEntitled),
    session_duration: part(used?.minutes, used?.minutesBefore),
    user_activity: used ? part(used.users, licensedUsers) : null,
    ticket_volume: supported ? part(100 * supported.created, users) : null,
    ticket_severity: part(supported?.severe, supported?.created),
    resolution_time: supported?.medianHours ?? null,
    satisfaction: part(supported?.good90, supported?.ratings90),
    meeting_frequency: engaged?.meetings ?? (recordsEngagements ? 0 : null),
    response_rate: part(engaged?.answered, engaged?.mails),
    outcome_quality: engaged ? part(engaged.positive - engaged.negative, engaged.outcomes) : null,
    stakeholder_participation: part(involved?.tookPart, involved?.stakeholders),
    contract_value: less(part(revenue?.mrr, revenue?.mrrYearAgo)),
    payment_history: part(revenue?.inTime, revenue?.due),
    renewal_likelihood: revenue ? renewalPoints(revenue) : null,
    ...given(healthInputNames, measured),
  }
}

const weekly = (days: number | undefined, users: number | undefined) =>
  (days ?? 0) >= fewest ? part(days, users) : null

/** Values of the indicators of churn risk. */
export function riskValuesOf(facts: Facts): RiskValues {
  const { engaged, recordsEngagements, signalled, recordsSignals, measured, used, adopted, supported, revenue } = facts
  const before = weekly(used?.userDaysBefore, used?.usersBefore)
  const now = used && used.users > 0 ? used.userDays / used.users : used ? 0 : null
  const strength = (type: keyof Signalled['strength']) => (recordsSignals ? (signalled?.strength[type] ?? 0) : null)
  const escalations = (supported?.escalations ?? 0) + (signalled?.escalations ?? 0)
  const usedBefore = (adopted?.coreUsesBefore ?? 0) >= fewest ? adopted?.coreUsesBefore : null
  return {
    declining_login_frequency: before === null ? null : less(part(now, before)),
    reduced_feature_usage: less(part(adopted?.coreUses, usedBefore)),
    support_escalations: supported || recordsSignals ? escalations : null,
    missed_meetings: engaged?.missed ?? (recordsEngagements ? 0 : null),
    delayed_responses: engaged?.daysToAnswer ?? null,
    negative_outcomes: part(engaged?.negative, engaged?.outcomes),
    contract_approaching_renewal: revenue?.daysToRenewal ?? null,
    payment_delays: revenue?.overdueDays ?? null,
    budget_constraints: strength('budget_constraint'),
    competitor_mentions: strength('competitor_mention'),
    feature_requests: strength('feature_request'),
    pricing_discussions: strength('pricing_discussion'),
    ...given(riskIndicatorNames, measured),
  }
}

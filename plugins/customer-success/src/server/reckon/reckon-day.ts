import { healthOf } from '../../score/health-of.ts'
import { riskLevelOf } from '../../score/risk-level-of.ts'
import { riskOf } from '../../score/risk-of.ts'
import type { Rules } from '../../score/rules.ts'
import { segmentOf, type Yesterday } from '../../score/segment-of.ts'
import type { DailyRow, HealthRow } from './account-day.ts'
import { keyOf } from './asked.ts'
import { factsOf } from './facts-of.ts'
import type { Known } from './gather.ts'
import type { Account } from './read-accounts.ts'
import { healthValuesOf, riskValuesOf } from './values-of.ts'

/** What a day is reckoned with, beside what is known of it. */
export interface Before {
  readonly yesterday: Yesterday | null
  /** The health score of 30 days ago. */
  readonly monthAgo: number | null
  readonly rules: Rules
  readonly plans: readonly string[]
  readonly isChurned: boolean
}

function compositeOf(parts: readonly (readonly [weight: number, value: number | null])[]): number | null {
  const there = parts.filter(([, value]) => value !== null)
  const all = there.reduce((sum, [weight]) => sum + weight, 0)
  return all === 0 ? null : there.reduce((sum, [weight, value]) => sum + (weight * (value ?? 0)) / all, 0)
}

/** As the tables keep it, so that what is reckoned with is what is read later. */
const kept = (value: number | null) => (value === null ? null : Math.round(value * 1e6) / 1e6)

/** Reckons the scores of an account on one day, and the wide row of it. A churned account has none. */
export function reckonDay(
  account: Account,
  date: string,
  { known, before }: { readonly known: Known; readonly before: Before },
): { readonly health: HealthRow | null; readonly daily: DailyRow } {
  const { rules, plans, isChurned, yesterday, monthAgo } = before
  const facts = factsOf(account, date, { known, plans })
  const key = keyOf({ account: account.account, date })
  const { engaged, used, adopted, supported, revenue } = facts
  const devices = known.devices.get(key)
  const whole = healthOf(isChurned ? {} : healthValuesOf(facts), rules)
  const health = { ...whole, score: kept(whole.score), coverage: kept(whole.coverage) ?? 0 }
  const told = riskOf(isChurned ? {} : riskValuesOf(facts), rules)
  const risk = { ...told, score: kept(told.score) }
  const segment = health.score === null ? null : segmentOf(health.score, yesterday)
  const engagement = used && used.users > 0 ? used.points / used.users : null
  const isWarned = segment === 'at_risk' || segment === 'critical'
  const succeeded = (engaged?.positive ?? 0) + (known.goals.get(key)?.goals ?? 0) > 0
  const named = { account_id: account.account, metric_date: date }
  const uptime = devices?.uptime ?? null
  const row: HealthRow = {
    ...named,
    overall_health_score: health.score,
    ...health.groups,
    coverage: health.coverage,
    segment,
    parts: health.parts,
    churn_risk_score: risk.score,
    ...risk.groups,
    indicators: risk.parts,
    model_version: rules.version,
  }
  const daily: DailyRow = {
    ...named,
    account: account.name,
    csm: account.csm,
    status: isChurned ? 'churned' : isWarned ? 'at_risk' : 'active',
    segment,
    risk_level: risk.score === null ? null : riskLevelOf(risk.score),
    customer_health_score: health.score,
    churn_risk_score: risk.score,
    composite_success_score: isChurned
      ? null
      : compositeOf([
          [0.3, health.score],
          [0.3, engagement],
          [0.2, devices?.health ?? null],
          [0.2, uptime === null ? null : 100 * uptime],
        ]),
    health_trend_30d: health.score === null || monthAgo === null ? null : health.score - monthAgo,
    monthly_active_users: known.sources.product ? (used?.users ?? 0) : null,
    licensed_users: account.licensedUsers,
    activated_users: known.sources.product ? (used?.activated ?? 0) : null,
    engagement_points: used?.points ?? null,
    features_adopted: adopted?.features ?? null,
    core_features_adopted: adopted?.core ?? null,
    core_features_entitled: adopted?.coreEntitled ?? null,
    support_tickets_30d: supported?.created ?? null,
    tickets_resolved_30d: supported?.resolved ?? null,
    tickets_done_30d: supported?.done ?? null,
    resolution_hours_30d: supported?.hours ?? null,
    csat_good: supported?.good ?? null,
    csat_responses: supported?.ratings ?? null,
    active_device_count: devices?.active ?? null,
    device_health_score: devices?.health ?? null,
    volume_processed_30d: devices?.volume ?? null,
    current_mrr: isChurned ? 0 : (revenue?.mrr ?? null),
    previous_month_mrr: revenue?.mrrMonthAgo ?? null,
    success_driven_expansion: revenue ? (succeeded ? revenue.expansion : 0) : null,
    days_since_engagement: engaged?.daysSince ?? null,
    last_engagement_on: engaged?.lastDate ?? null,
  }
  return { health: isChurned ? null : row, daily }
}

import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import { historyDays } from './lay-former.ts'
import { newSince, type Scene } from './lay-people.ts'
import { goalTitles, playbooks } from './words.ts'

type Rows<Name extends keyof typeof tables> = RecordInput<(typeof tables)[Name]>[]

/** Goals around today: past ones were mostly completed by healthy accounts. */
export function layGoals({ plans, calendar, random }: Scene): Rows<'goals'> {
  return plans.flatMap((plan, nth) =>
    [-random.int(2, 85), random.int(5, 60)].map((due, at) => {
      const luck = 100 * random.unit()
      const on = due - random.int(0, 12) + (luck > plan.health ? 13 : 0)
      const completed = due < 0 && luck < plan.health + 8 && on < 0
      return {
        goal_id: `G-${2 * nth + at + 1}`,
        account_id: plan.account.id,
        title: goalTitles[(nth + at) % goalTitles.length] ?? goalTitles[0],
        status: completed ? ('completed' as const) : due < 0 ? ('missed' as const) : ('open' as const),
        created_at: calendar.moment(due - 60, 10),
        due_on: calendar.date(due),
        completed_on: completed ? calendar.date(on) : null,
      }
    }),
  )
}

/** Onboarding and first value of accounts that began not long ago. */
export function layMilestones({ plans, calendar, random }: Scene): Rows<'milestones'> {
  return plans.flatMap((plan) => {
    const began = newSince(plan)
    if (began === null) return []
    const first = Math.min(-1, began + random.int(14, 38))
    return [
      { account_id: plan.account.id, milestone: 'onboarding_completed', reached_at: calendar.moment(began + 10, 15) },
      { account_id: plan.account.id, milestone: 'first_value', reached_at: calendar.moment(first, 11) },
    ]
  })
}

/** Signals of accounts that may leave. */
export function laySignals({ plans, calendar, random }: Scene): Rows<'signals'> {
  const types = ['competitor_mention', 'pricing_discussion', 'feature_request', 'budget_constraint'] as const
  const heard = plans.filter(({ risk }) => risk > 14 + 22 * random.unit())
  return heard
    .flatMap((plan) => Array.from({ length: plan.risk > 40 ? random.int(2, 3) : 1 }, () => plan))
    .map((plan, nth) => ({
      signal_id: `S-${nth + 1}`,
      account_id: plan.account.id,
      signal_type: random.pick(types),
      strength: Math.round(10 * (0.2 + 0.5 * random.unit() * Math.min(1, plan.risk / 50))) / 10,
      occurred_at: calendar.moment(-random.int(2, 75), 14),
    }))
}

/** The day of a former tool's scores that is the first of those at least so many days later than another. */
const scoredAfter = (ago: number, days: number) => historyDays.findLast((day) => day <= ago - days) ?? 3

/** What accounts that bought more were won with; the one left out pays for itself nowhere. */
const earning = playbooks.filter((playbook) => playbook !== 'Adoption workshop')

/**
 * What was done to keep accounts: most are at risk, some have recovered, and those that bought more afterwards are all among them.
 * `expanded` says on which day an account bought more.
 */
export function layInterventions(
  { plans, calendar, random }: Scene,
  expanded: ReadonlyMap<string, number>,
): Rows<'interventions'> {
  const often = { healthy: 9, moderate: 2, at_risk: 2, critical: 1, churned: 1000 }
  const chosen = plans.filter(
    ({ segment, nth, account }) => segment !== 'churned' && (nth % often[segment] === 0 || expanded.has(account.id)),
  )
  let sold = 0
  return chosen.map((plan, nth) => {
    const bought = expanded.get(plan.account.id)
    // why: what came of one is judged by the days on which it was begun and closed, of which there must be figures
    const closed = random.unit() < 0.68 || bought !== undefined
    const days = historyDays.filter((ago) => ago > 34 && ago <= 88)
    const since = random.pick(days)
    const before = bought === undefined ? since : (days.find((ago) => ago > -bought) ?? since)
    const began = closed ? -before : -random.int(6, 32)
    const latest = scoredAfter(before, 31) - random.int(0, 4)
    // why: what an account pays on the day of its end counts, so that the purchase lies before
    const ended = Math.max(3, bought === undefined ? latest : Math.min(latest, -bought - 1))
    const success = random.unit() < 0.64
    const risk = Math.min(95, plan.risk + (success ? 34 : 4))
    const after = success ? plan.risk * 0.7 : plan.risk + 6
    return {
      intervention_id: `I-${nth + 1}`,
      account_id: plan.account.id,
      playbook: (bought === undefined ? playbooks[nth % 4] : earning[sold++ % earning.length]) ?? playbooks[0],
      team_member: plan.csm,
      cost: 150 + 50 * random.int(0, 8),
      opened_at: calendar.moment(began, 10),
      risk_before: Math.round(10 * risk) / 10,
      risk_after: closed ? Math.round(10 * after) / 10 : null,
      closed_at: closed ? calendar.moment(-(historyDays.includes(ended) ? ended : scoredAfter(before, 31)), 16) : null,
      outcome: closed ? (success ? ('improved' as const) : ('unchanged' as const)) : null,
    }
  })
}

import type { z } from 'zod'
import { rulesOf } from '../../rules-of.ts'
import type { settings } from '../../settings.ts'
import type { ChangeRow, DailyRow, HealthRow } from './account-day.ts'
import { keyOf, type Asked } from './asked.ts'
import { gather } from './gather.ts'
import type { Account } from './read-accounts.ts'
import { imported } from './take-history.ts'
import { readAtRiskSince, readPast } from './read-past.ts'
import { reckonDay } from './reckon-day.ts'
import type { Sources } from './sources.ts'
import type { Reckoned } from './store-days.ts'

const day = 86_400_000
const before = (date: string, days: number) => Temporal.PlainDate.from(date).subtract({ days }).toString()
const isWarned = (segment: string | null) => segment === 'at_risk' || segment === 'critical'

/** What days are reckoned with. */
export interface Ground {
  readonly sources: Sources
  readonly settings: z.output<typeof settings>
}

/** Reckons some days of some accounts, the earliest first, for each looks at the day before. */
export async function reckonDays(asked: Asked, accounts: readonly Account[], ground: Ground): Promise<Reckoned> {
  const known = await gather(asked, ground.sources)
  const past = await readPast(asked)
  const since = await readAtRiskSince(asked)
  const rules = rulesOf(ground.settings)
  const plans = ground.settings.plans.split(',').map((plan) => plan.trim())
  const [health, daily, changes]: [HealthRow[], DailyRow[], ChangeRow[]] = [[], [], []]
  for (const [at, date] of asked.days.dates.entries()) {
    const ended = Date.parse(asked.days.ends[at] ?? '')
    for (const account of accounts) {
      const revenue = known.revenue.get(keyOf({ account: account.account, date }))
      const churnedAt = revenue ? revenue.churnedAt : account.churnedAt
      const isChurned = churnedAt !== null && churnedAt.getTime() < ended
      const isOver = isChurned && churnedAt.getTime() < ended - ground.settings.churnWindowDays * day
      if (isOver || account.since.getTime() >= ended) continue
      const of = (days: number) => past.get(keyOf({ account: account.account, date: before(date, days) }))
      const [yesterday, month] = [of(1) ?? null, of(30)]
      const monthAgo = month && [rules.version, imported].includes(month.version) ? month.score : null
      const one = reckonDay(account, date, { known, before: { yesterday, monthAgo, rules, plans, isChurned } })
      daily.push(one.daily)
      if (!one.health) continue
      health.push(one.health)
      const { overall_health_score: score, segment, model_version: version } = one.health
      past.set(keyOf({ account: account.account, date }), { score, segment, version })
      const from = yesterday?.segment ?? null
      if (from === null || segment === null || from === segment) continue
      const [is_decline, is_recovery] = [!isWarned(from) && isWarned(segment), isWarned(from) && !isWarned(segment)]
      const began = since.get(account.account)
      const days_at_risk =
        is_recovery && began ? Temporal.PlainDate.from(began).until(date, { largestUnit: 'days' }).days : null
      if (is_decline) since.set(account.account, date)
      changes.push({
        account_id: account.account,
        changed_on: date,
        from_segment: from,
        to_segment: segment,
        is_recovery,
        is_decline,
        days_at_risk,
      })
    }
  }
  return { health, daily, changes }
}

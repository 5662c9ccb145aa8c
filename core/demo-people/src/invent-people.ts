import type { DemoPeople, TenantContext } from '@tessera/plugin-api/server'
import { casts, type Plan } from './casts.ts'
import { inventAccounts } from './invent-accounts.ts'
import { randomFrom, type Random } from './random.ts'

const weekdayWeights = [1.1, 1.1, 1.1, 1.1, 0.95, 0.35, 0.35]
const roles = [
  ...Array<string>(70).fill('member'),
  ...Array<string>(18).fill('viewer'),
  ...Array<string>(12).fill('admin'),
]

/** Days on which users were created, counted from today: working days more often than weekends. */
function daysOf(
  count: number,
  [from, to]: readonly [number, number],
  { random, weight }: { readonly random: Random; readonly weight: (day: number) => number },
): number[] {
  return Array.from({ length: count }, () => {
    for (;;) {
      const day = random.int(from, to)
      if (random.unit() * 1.1 < weight(day)) return day
    }
  })
}

/**
 * The people of a demo tenant, by its slug; null for a tenant that is none of the demo's. Users on a paid plan belong to customers on it.
 * Same tenant, clock and seed, same people. Nobody is of the future.
 */
export function inventPeople(
  { slug, timeZone, asOf }: Pick<TenantContext, 'slug' | 'timeZone'> & { readonly asOf: Date },
  seed: number,
): DemoPeople | null {
  const cast = casts[slug]
  if (!cast) return null
  const random = randomFrom(seed, `people ${slug}`)
  const today = Temporal.Instant.fromEpochMilliseconds(asOf.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  const on = (day: number) => today.add({ days: day })
  const starts = new Map<number, number>()
  const startOf = (day: number) => {
    const start = starts.get(day) ?? on(day).toZonedDateTime(timeZone).epochMilliseconds
    starts.set(day, start)
    return start
  }
  const moment = (day: number) => new Date(startOf(day) + random.int(7 * 3600, 21 * 3600) * 1000)
  const weights = new Map<number, number>()
  const weight = (day: number) => {
    const known = weights.get(day) ?? weekdayWeights[on(day).dayOfWeek - 1] ?? 1
    weights.set(day, known)
    return known
  }

  const accounts = inventAccounts(cast, { random, moment })
  const homes = Map.groupBy(accounts, ({ planTier }) => planTier)
  const tiers = random.shuffle(
    Object.entries(cast.users).flatMap(([tier, count]) => Array<Plan>(count).fill(tier as Plan)),
  )
  const [now, before] = cast.signups
  const scene = { random, weight }
  const days = [
    ...daysOf(now, [-30, -1], scene),
    ...daysOf(before, [-60, -31], scene),
    ...daysOf(tiers.length - now - before, [-540, -61], scene),
  ]
  const users = tiers.map((tier, nth) => {
    const home = tier === 'free' ? undefined : homes.get(tier)
    const account = home ? random.pick(home) : null
    const created = moment(days[nth] ?? -61)
    // why: nobody comes before the customer they work for
    const createdAt = account && created <= account.createdAt ? moment(random.int(-209, -61)) : created
    return { userId: random.id(), accountId: account?.accountId ?? null, tier, role: random.pick(roles), createdAt }
  })
  return { accounts, users: users.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime()) }
}

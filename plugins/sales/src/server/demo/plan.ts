import type { DemoPeople } from '@tessera/plugin-api/server'
import type { Calendar } from './calendar.ts'
import type { Picture } from './picture.ts'
import type { Random } from './random.ts'
import type { Sold } from './read-sold.ts'
import { prospect } from './words.ts'

const day = 86_400_000
const blocks = 8

/** A deal as it is laid: who with, how large, from when to when, and how far it came. */
export interface Plan {
  readonly status: 'open' | 'won' | 'lost'
  readonly accountId: string | null
  readonly company: string
  readonly type: 'new_business' | 'expansion'
  readonly amount: number
  readonly createdAt: number
  readonly closedAt: number | null
  /** How many stages it has seen. */
  readonly stages: number
  /** Of an open one, when it came into its stage. */
  readonly since: number | null
}

/** Everything deals are made of. */
export interface Scene {
  readonly picture: Picture
  readonly accounts: DemoPeople['accounts']
  readonly sold: readonly Sold[]
  readonly calendar: Calendar
  readonly random: Random
}

const total = (values: readonly number[]) => values.reduce((all, each) => all + each, 0)

/** Numbers of like spread whose sum is exact, in whole steps. */
export function spread(count: number, sum: number, { random, step }: { random: Random; step: number }): number[] {
  if (count === 0) return []
  const weights = Array.from({ length: count }, () => Math.exp(1.1 * (random.unit() + random.unit() - 1)))
  const share = sum / total(weights)
  const values = weights.map((weight) => Math.max(step, Math.round((weight * share) / step) * step))
  const largest = values.indexOf(Math.max(...values))
  return values.map((value, at) => (at === largest ? value + sum - total(values) : value))
}

/** The working day at or before a day, else the next one; never before `from`. */
function workday(on: number, from: number, { isWorkday }: Calendar): number {
  for (let at = on; at >= from; at--) if (isWorkday(at)) return at
  let later = on
  while (!isWorkday(later)) later++
  return later
}

/** What of subscriptions was sold by somebody within 30 days, the largest of new customers first: so many, and not more than a sum. */
function toldOf(month: number, most: { readonly count: number; readonly sum: number }, scene: Scene): Sold[] {
  const { sold, calendar, picture } = scene
  const [from, to] = [calendar.moment(-30 * (month + 1), 0), calendar.moment(-30 * month, 0)]
  const told = sold.filter(({ at, amount }) => at >= from && at < to && amount > 0.08 * picture.size)
  const isNew = ({ type }: Sold) => (type === 'new_business' ? 1 : 0)
  let left = most.sum
  const chosen: Sold[] = []
  for (const one of told.toSorted((a, b) => isNew(b) - isNew(a) || b.amount - a.amount)) {
    if (chosen.length === most.count || one.amount > left) continue
    chosen.push(one)
    left -= one.amount
  }
  return chosen
}

/** Deals that were won in a quarter of 90 days: those that subscriptions tell, and others of customers that go beyond these. */
function wonOf(block: number, scene: Scene): Plan[] {
  const { picture, accounts, calendar, random } = scene
  const count = Math.max(3, Math.round(picture.won * 0.94 ** block))
  const cycles = spread(count, Math.round((picture.cycle + block) * count), { random, step: 1 })
  const sum = Math.round(picture.size * 0.97 ** block) * count
  const left = { count: count - 2, sum: 0.8 * sum }
  const slots = Array.from({ length: 3 }, (_, third) => {
    const size = Math.floor((count * (third + 1)) / 3) - Math.floor((count * third) / 3)
    const most = { count: Math.min(size, left.count), sum: Math.min(0.38 * sum, left.sum) }
    const told = toldOf(3 * block + third, most, scene)
    left.count -= told.length
    left.sum -= total(told.map(({ amount }) => amount))
    return Array.from({ length: size }, (__, nth) => ({ third, part: (nth + random.unit()) / size, told: told[nth] }))
  }).flat()
  const told = slots.flatMap((slot) => slot.told ?? [])
  const others = spread(count - told.length, sum - total(told.map(({ amount }) => amount)), { random, step: 10 })
  const byId = new Map(accounts.map((account) => [account.accountId, account]))
  const first = -90 * (block + 1)
  const known = accounts.filter(
    ({ createdAt, planTier }) => planTier !== 'free' && createdAt.getTime() < calendar.moment(first - 90, 0),
  )
  return slots.flatMap(({ third, part, told: one }, nth): Plan[] => {
    const on = Math.floor(-90 * block - 30 * (third + part))
    const closedAt =
      one?.at ?? calendar.moment(workday(Math.min(on, -90 * block - 1), first, calendar), 9 + 8 * random.unit())
    const account = one ? byId.get(one.accountId) : known.length > 0 ? random.pick(known) : undefined
    // why: who wins a deal has a customer, and at first there were none
    if (!account) return []
    const earliest = account.createdAt.getTime() + 3_600_000
    return [
      {
        status: 'won',
        accountId: account.accountId,
        company: account.name,
        type: one?.type ?? 'expansion',
        amount: one?.amount ?? others.shift() ?? picture.size,
        createdAt: Math.min(closedAt - day, Math.max(closedAt - (cycles[nth] ?? picture.cycle) * day, earliest)),
        closedAt,
        stages: 4,
        since: null,
      },
    ]
  })
}

/** Deals that were lost in a quarter of 90 days, most of them soon. */
function lostOf(block: number, { picture, accounts, calendar, random }: Scene): Plan[] {
  const old = (at: number) => {
    const there = accounts.filter(({ createdAt }) => createdAt.getTime() < at - 60 * day)
    return there.length > 0 ? random.pick(there) : undefined
  }
  const count = Math.max(4, Math.round(picture.lost * 0.95 ** block))
  const amounts = spread(count, Math.round(picture.size * 1.05) * count, { random, step: 100 })
  return amounts.map((amount, nth): Plan => {
    const on = -90 * (block + 1) + Math.floor((90 * (nth + random.unit())) / count)
    const closedAt = calendar.moment(workday(on, -90 * (block + 1), calendar), 9 + 8 * random.unit())
    const stages = random.pick([1, 1, 1, 2, 2, 2, 3, 3, 4])
    const createdAt = closedAt - (12 + 22 * stages * (0.5 + random.unit())) * day
    const customer = nth % 4 === 1 ? old(createdAt) : undefined
    return {
      status: 'lost',
      accountId: customer?.accountId ?? null,
      company: customer?.name ?? prospect(random.int(0, 119)),
      type: customer ? 'expansion' : 'new_business',
      amount,
      createdAt,
      closedAt,
      stages,
      since: null,
    }
  })
}

/** Days of each stage after which a deal is stalled, as the settings have it at first. */
const limits = [21, 30, 30, 21]

/** Deals that are open now; some of them too long in their stage. */
function openOf({ picture, accounts, calendar, random }: Scene): Plan[] {
  const amounts = spread(picture.open, picture.size * picture.open, { random, step: 100 })
  const customers = accounts.filter(
    ({ createdAt, planTier }) => planTier !== 'free' && createdAt.getTime() < calendar.moment(-200, 0),
  )
  return amounts.map((amount, nth): Plan => {
    const isStalled = nth < picture.stalled
    const stages = isStalled ? random.int(2, 4) : random.pick([1, 1, 1, 1, 2, 2, 2, 3, 3, 4])
    const limit = limits[stages - 1] ?? 21
    const days = isStalled ? limit + random.int(3, 24) : 1 + Math.floor((limit - 4) * random.unit())
    const since = calendar.moment(workday(-days, -days - 2, calendar), 9 + 8 * random.unit())
    const before = total(Array.from({ length: stages - 1 }, () => 8 + 18 * random.unit()))
    const customer = nth % 3 === 2 && customers.length > 0 ? random.pick(customers) : undefined
    return {
      status: 'open',
      accountId: customer?.accountId ?? null,
      company: customer?.name ?? prospect(120 + nth),
      type: customer ? 'expansion' : 'new_business',
      amount,
      createdAt: since - before * day,
      closedAt: null,
      stages,
      since,
    }
  })
}

/** The deals of two years, the latest first. */
export function planDeals(scene: Scene): Plan[] {
  const past = Array.from({ length: blocks }, (_, block) => [...wonOf(block, scene), ...lostOf(block, scene)]).flat()
  return [...openOf(scene), ...past]
}

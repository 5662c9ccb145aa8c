/** A customer that was lost for good: what it paid a month for each seat, how many it had, on which day it was lost, and why. */
interface LostCustomer {
  readonly plan: 'pro' | 'workflow'
  readonly amount: number
  readonly seats: number
  readonly day: number
  readonly reason: string
}

/** A demo tenant as its dashboards shall show it; "now" is its last 30 days. */
export interface Picture {
  /** What all contracts are worth a year. */
  readonly arr: number
  /** Mean seats of a customer. */
  readonly seats: Readonly<Record<'pro' | 'workflow', number>>
  /** Retention of revenue over 12 months. */
  readonly net: number
  readonly gross: number
  /** New customers: a yearly contract, and one by seats. */
  readonly newYearly: number
  readonly newSeats: number
  /** Seats that customers added. */
  readonly addedSeats: Readonly<Record<'pro' | 'workflow', readonly number[]>>
  /** What one yearly contract shrank by. */
  readonly shrunkYearly: number
  readonly lost: readonly LostCustomer[]
  /** Customers on the smallest plan that stopped and came back: when, and the price of the first one's seats. */
  readonly back: readonly { readonly gone: number; readonly again: number; readonly amount: number }[]
  /** Of those who come: profile, API call too, all steps, all in time. */
  readonly activation: readonly [number, number, number, number]
  /** Requests now and before, and rows they are stored in. */
  readonly calls: readonly [now: number, before: number]
  readonly callRows: readonly [now: number, before: number]
  /** Part of the requests that fail, now and before. */
  readonly failed: readonly [now: number, before: number]
  /** Milliseconds in the median and at the 95th percentile. */
  readonly response: readonly [median: number, p95: number]
  /** Different users of the API now. */
  readonly callers: number
  /** Half hours in which the service was down now. */
  readonly outages: readonly number[]
  readonly agentSessions: readonly [now: number, before: number]
}

const acme: Picture = {
  arr: 2_500_000,
  seats: { pro: 10, workflow: 15 },
  net: 1.05,
  gross: 0.88,
  newYearly: 60_180,
  newSeats: 15,
  addedSeats: { workflow: [6, 6, 6, 6, 5], pro: [4, 4, 4, 3, 3, 3] },
  shrunkYearly: 7200,
  lost: [
    { plan: 'workflow', amount: 79, seats: 15, day: -8, reason: 'price' },
    { plan: 'pro', amount: 35, seats: 9, day: -20, reason: 'closed' },
    { plan: 'workflow', amount: 79, seats: 20, day: -41, reason: 'competitor' },
    { plan: 'workflow', amount: 79, seats: 12, day: -55, reason: 'price' },
    { plan: 'workflow', amount: 79, seats: 22, day: -80, reason: 'features' },
  ],
  back: [
    { gone: -165, again: -14, amount: 25 },
    { gone: -160, again: -104, amount: 29 },
    { gone: -150, again: -110, amount: 29 },
    { gone: -142, again: -96, amount: 29 },
    { gone: -133, again: -99, amount: 29 },
  ],
  activation: [992 / 1240, 744 / 1240, 558 / 1240, 521 / 1240],
  calls: [180_000, 171_600],
  callRows: [15_000, 7_800],
  failed: [0.0062, 0.0071],
  response: [120, 420],
  callers: 2640,
  outages: [-11],
  agentSessions: [1460, 1320],
}

const globex: Picture = {
  arr: 610_000,
  seats: { pro: 9, workflow: 14 },
  net: 0.97,
  gross: 0.82,
  newYearly: 36_000,
  newSeats: 11,
  addedSeats: { workflow: [3], pro: [2, 2] },
  shrunkYearly: 9600,
  lost: [
    { plan: 'workflow', amount: 79, seats: 16, day: -6, reason: 'competitor' },
    { plan: 'pro', amount: 29, seats: 8, day: -17, reason: 'price' },
  ],
  back: [{ gone: -150, again: -101, amount: 29 }],
  activation: [0.72, 0.5, 0.36, 0.31],
  calls: [14_400, 15_200],
  callRows: [1200, 800],
  failed: [0.014, 0.009],
  response: [180, 760],
  callers: 210,
  outages: [-4, -19],
  agentSessions: [160, 190],
}

/** What is laid in each demo tenant, by its slug; the smallest one has nothing to show. */
export const pictures: Readonly<Record<string, Picture>> = { acme, globex }

import type { Customer } from './people.ts'
import type { Picture } from './picture.ts'
import type { Random } from './random.ts'

/** What a customer pays from a day on: a price for each seat. Without seats it has ended. */
export interface Change {
  readonly day: number
  readonly seats: number
  readonly amount: number
  readonly reason?: string
}

/** The contract of a customer, from its begin on; that of an enterprise is for a year. */
export interface Contract {
  readonly accountId: string
  readonly plan: 'pro' | 'workflow' | 'enterprise'
  readonly changes: readonly Change[]
}

/** A customer that is there now: what it pays, and how it came to that. */
interface Living extends Customer {
  readonly plan: Contract['plan']
  readonly seats: number
  readonly amount: number
  /** Seats or money added, less what was taken away. */
  readonly steps: { readonly day: number; readonly seats: number; readonly amount: number }[]
  readonly begin: number
}

const prices = { pro: 29, workflow: 79 } as const
/** Who pays from this day on belongs to the customers of 12 months before. */
const yearAgo = -372

const total = (values: readonly number[]) => values.reduce((all, each) => all + each, 0)
const cents = (amount: number) => Math.round(amount * 1e4) / 1e4
const monthly = ({ plan, seats, amount }: Pick<Living, 'plan' | 'seats' | 'amount'>) =>
  (seats * amount) / (plan === 'enterprise' ? 12 : 1)

/** Whole numbers around a mean, whose sum is exact. */
function around(count: number, sum: number, random: Random): number[] {
  const values = Array.from({ length: count }, () => Math.floor((sum / count) * 0.72))
  for (let rest = sum - total(values); rest > 0; rest--) {
    const at = random.int(0, count - 1)
    values[at] = (values[at] ?? 0) + 1
  }
  return values
}

/** The day on which a customer began to pay: soon after it was created, and not within the last half year. */
const beginOf = (since: number, random: Random) =>
  since < yearAgo - 13
    ? Math.min(since + random.int(1, 40), yearAgo - 1)
    : Math.max(since + 2, -355 + random.int(0, 20))

function bySeats(
  plan: 'pro' | 'workflow',
  customers: readonly Customer[],
  { picture, random }: { readonly picture: Picture; readonly random: Random },
): Living[] {
  const fresh = plan === 'workflow' ? [picture.newSeats] : []
  const returned = plan === 'pro' ? picture.back.map(() => 10) : []
  const rest = customers.length - fresh.length - returned.length
  const all = Math.round(picture.seats[plan] * customers.length) - total(fresh) - total(returned)
  const seats = [...fresh, ...around(rest, all, random), ...returned]
  return customers.map((customer, at) => {
    const back = plan === 'pro' ? picture.back[at - (customers.length - returned.length)] : undefined
    const begin = at < fresh.length ? random.int(-27, -6) : beginOf(customer.since, random)
    return { ...customer, plan, seats: seats[at] ?? 1, amount: back?.amount ?? prices[plan], steps: [], begin }
  })
}

function byYear(
  customers: readonly Customer[],
  yearly: number,
  { picture, random }: { readonly picture: Picture; readonly random: Random },
): Living[] {
  const [, ...old] = customers
  const weights = old.map(() => 0.6 + random.unit() * 0.8)
  const share = (yearly - picture.newYearly) / total(weights)
  const amounts = [picture.newYearly, ...weights.map((weight) => cents(weight * share))]
  return customers.map((customer, at) => ({
    ...customer,
    plan: 'enterprise',
    seats: 1,
    amount: amounts[at] ?? 0,
    steps: [],
    begin: at === 0 ? random.int(-25, -5) : beginOf(customer.since, random),
  }))
}

/** A life told from its end back to its begin. */
function told({ accountId, plan, seats, amount, steps, begin }: Living): Contract {
  const later = steps.toSorted((one, other) => other.day - one.day)
  const changes: Change[] = []
  let now = { seats, amount }
  for (const step of later) {
    changes.unshift({ day: step.day, ...now })
    now = { seats: now.seats - step.seats, amount: cents(now.amount - step.amount) }
  }
  return { accountId, plan, changes: [{ day: begin, ...now }, ...changes] }
}

/**
 * The contracts of a tenant's customers: who pays what now follows from the picture, and so does how much of that was there 12 months
 * before, which is solved for by what yearly contracts have gained and lost since.
 */
export function planContracts(picture: Picture, customers: readonly Customer[], random: Random): Contract[] {
  const scene = { picture, random }
  const of = (plan: string) => customers.filter(({ tier }) => tier === plan)
  const workflow = bySeats('workflow', of('workflow'), scene)
  const pro = bySeats('pro', of('pro'), scene)
  const returned = pro.splice(pro.length - picture.back.length, picture.back.length)
  const seats = [...workflow, ...pro]
  const yearly = byYear(of('enterprise'), picture.arr - 12 * total([...seats, ...returned].map(monthly)), scene)
  const isOld = ({ begin }: Living) => begin < yearAgo

  // seats that were added in the last 30 days, and before
  for (const plan of ['workflow', 'pro'] as const) {
    const old = seats.filter((one) => one.plan === plan && isOld(one))
    picture.addedSeats[plan].forEach((added, at) => {
      old[at]?.steps.push({ day: random.int(-28, -3), seats: added, amount: 0 })
    })
    for (const [at, one] of old.slice(picture.addedSeats[plan].length).entries()) {
      if (at % 2 === 0) one.steps.push({ day: random.int(-350, -40), seats: 2, amount: 0 })
    }
  }
  // contracts for a year: what shrank now, what shrank before, and what grew
  const [now, ...others] = yearly.filter(isOld)
  now?.steps.push({ day: -16, seats: 0, amount: -picture.shrunkYearly })
  const shrinking = others.slice(0, Math.max(1, Math.floor(others.length / 6)))
  const growing = others.slice(shrinking.length)
  const lost = of('free').slice(0, picture.lost.length)
  const gone = [
    ...lost
      .flatMap(({ since }, at) => (since < yearAgo - 13 ? [picture.lost[at]] : []))
      .map((one) => (one ? one.amount * one.seats : 0)),
    ...returned.filter(isOld).map((one) => one.seats * prices.pro),
    picture.shrunkYearly / 12,
  ]
  const kept = total([...seats, ...yearly].filter(isOld).map(monthly))
  const former = kept / picture.net
  const losses = former * (1 - picture.gross) - total(gone)
  const gains =
    kept -
    former * picture.gross -
    total(
      seats
        .filter(isOld)
        .flatMap(({ plan, steps }) =>
          steps.map((step) => step.seats * (plan === 'pro' ? prices.pro : prices.workflow)),
        ),
    )
  for (const one of shrinking) {
    one.steps.push({ day: random.int(-330, -200), seats: 0, amount: cents((-12 * losses) / shrinking.length) })
  }
  for (const one of growing) {
    one.steps.push({ day: random.int(-350, -40), seats: 0, amount: cents((12 * gains) / growing.length) })
  }
  return [
    ...[...seats, ...yearly].map(told),
    ...returned.map((one, at): Contract => {
      const { gone: left = -150, again = -100 } = picture.back[at] ?? {}
      const before = { seats: one.seats, amount: prices.pro }
      return {
        accountId: one.accountId,
        plan: 'pro',
        changes: [
          { day: Math.min(one.begin, left - 30), ...before },
          { day: left, seats: 0, amount: prices.pro, reason: random.pick(['price', 'unused']) },
          { day: again, seats: one.seats, amount: one.amount },
        ],
      }
    }),
    ...lost.flatMap(({ accountId, since }, at): Contract[] => {
      const end = picture.lost[at]
      if (!end) return []
      const { plan, amount, seats: had, day, reason } = end
      return [
        {
          accountId,
          plan,
          changes: [
            { day: Math.min(beginOf(since, random), day - 60), seats: had, amount },
            { day, seats: 0, amount, reason },
          ],
        },
      ]
    }),
  ]
}

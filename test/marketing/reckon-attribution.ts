/** A contact of a lead, in milliseconds since 1970. */
export interface Touch {
  readonly id: string
  readonly lead: string
  readonly channel: string
  readonly at: number
}

/** Who touches, and whose they are. */
export interface Lead {
  readonly id: string
  readonly account: string | null
  readonly createdAt: number
}

/** A deal that was won. */
export interface Deal {
  readonly id: string
  readonly account: string | null
  readonly lead: string | null
  readonly openedAt: number
  readonly wonAt: number
  readonly amount: number
}

/** Everything of one tenant. */
export interface World {
  readonly deals: readonly Deal[]
  readonly leads: readonly Lead[]
  readonly touches: readonly Touch[]
}

const day = 86_400_000

/** What each touch of a journey weighs, in words of the models and without any SQL. */
const models: Readonly<Record<string, (journey: readonly Touch[], deal: Deal, leadAt: number) => number[]>> = {
  first: (journey) => journey.map((_, nth) => (nth === 0 ? 1 : 0)),
  last: (journey) => journey.map((_, nth) => (nth === journey.length - 1 ? 1 : 0)),
  last_non_direct: (journey) => {
    const others = journey.filter(({ channel }) => channel !== 'direct')
    const chosen = others.at(-1) ?? journey.at(-1)
    return journey.map((touch) => (touch === chosen ? 1 : 0))
  },
  linear: (journey) => journey.map(() => 1),
  u_shaped: (journey) => {
    if (journey.length < 3) return journey.map(() => 1)
    return journey.map((_, nth) => (nth === 0 || nth === journey.length - 1 ? 0.4 : 0.2 / (journey.length - 2)))
  },
  w_shaped: (journey, deal, leadAt) => {
    if (journey.length === 1) return [1]
    const lastUpTo = (moment: number) => journey.findLast(({ at }) => at <= moment)
    const weights = new Map<Touch, number>()
    for (const milestone of [journey[0], lastUpTo(leadAt), lastUpTo(deal.openedAt)]) {
      if (milestone) weights.set(milestone, (weights.get(milestone) ?? 0) + 0.3)
    }
    const others = journey.filter((touch) => !weights.has(touch))
    return journey.map((touch) => weights.get(touch) ?? 0.1 / others.length)
  },
  time_decay: (journey, deal) => journey.map(({ at }) => 2 ** ((at - deal.wonAt) / (7 * day))),
}

/** Names of the models. */
export const modelNames = Object.keys(models)

/** Credits and revenue by channel of the deals won within a span; of deals without a touch under null. */
export function reckonAttribution(
  { deals, leads, touches }: World,
  {
    model,
    from,
    to,
    days = 90,
  }: { readonly model: string; readonly from: number; readonly to: number; readonly days?: number },
): Map<string | null, { credit: number; revenue: number }> {
  const sums = new Map<string | null, { credit: number; revenue: number }>()
  const add = (channel: string | null, credit: number, amount: number) => {
    const sum = sums.get(channel) ?? { credit: 0, revenue: 0 }
    sums.set(channel, { credit: sum.credit + credit, revenue: sum.revenue + credit * amount })
  }
  for (const deal of deals) {
    if (deal.wonAt < from || deal.wonAt >= to) continue
    const own = leads.filter(
      (lead) => lead.id === deal.lead || (lead.account !== null && lead.account === deal.account),
    )
    const ids = new Set(own.map(({ id }) => id))
    const journey = touches
      .filter(({ lead, at }) => ids.has(lead) && at <= deal.wonAt && at >= deal.wonAt - days * day)
      .toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
    if (journey.length === 0) {
      add(null, 1, deal.amount)
      continue
    }
    const weights = models[model]?.(journey, deal, Math.min(...own.map(({ createdAt }) => createdAt))) ?? []
    const whole = weights.reduce((sum, weight) => sum + weight, 0)
    journey.forEach(({ channel }, nth) => add(channel, (weights[nth] ?? 0) / whole, deal.amount))
  }
  return sums
}

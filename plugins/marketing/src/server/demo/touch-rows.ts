import type { WonDeal } from './deals.ts'
import type { leadRows } from './lead-rows.ts'
import { demoCampaigns } from './picture.ts'
import { split, type Scene } from './scene.ts'

const day = 86_400_000
const unpaid = ['organic_search', 'organic_search', 'direct', 'direct', 'email', 'referral', 'event', 'organic_social']
const paid = demoCampaigns.flatMap((campaign) =>
  Array.from({ length: { google: 5, linkedin: 4, meta: 2 }[campaign.platform ?? ''] ?? 0 }, () => campaign),
)

interface Touch {
  readonly leadId: string
  readonly accountId: string | null
  readonly at: number
  isPaid: boolean
}
type Lead = ReturnType<typeof leadRows>[number]

/** What each deal of the last 90 days finds in the 90 days before it was won, as attribution does. */
function found(
  touches: readonly Touch[],
  deals: readonly WonDeal[],
): (readonly [deal: WonDeal, touches: readonly Touch[]])[] {
  return deals.map((deal) => [
    deal,
    touches.filter(
      ({ accountId, at }) => accountId === deal.accountId && at <= deal.wonAt && at >= deal.wonAt - 90 * day,
    ),
  ])
}

/** Revenue of paid touches where all touches of a deal count alike. */
const paidRevenue = (journeys: ReturnType<typeof found>) =>
  journeys.reduce(
    (sum, [{ amount }, touches]) =>
      sum + (amount * touches.filter(({ isPaid }) => isPaid).length) / (touches.length || 1),
    0,
  )

/** Turns touches into paid or unpaid ones, those first that bring the revenue nearer to what it shall be, until none does. */
function settle(journeys: ReturnType<typeof found>, revenue: number): void {
  const all = [...new Set(journeys.flatMap(([, touches]) => touches))]
  let off = paidRevenue(journeys) - revenue
  const gainOf = (touch: Touch) =>
    journeys.reduce((sum, [{ amount }, touches]) => sum + (touches.includes(touch) ? amount / touches.length : 0), 0) *
    (touch.isPaid ? -1 : 1)
  for (let turn = 0; turn < 60; turn++) {
    const [best] = all
      .map((touch) => [touch, Math.abs(off + gainOf(touch))] as const)
      .toSorted(([, one], [, other]) => one - other)
    if (!best || best[1] >= Math.abs(off)) return
    off += gainOf(best[0])
    best[0].isPaid = !best[0].isPaid
  }
}

/** Touches of the leads: of deals as many as the picture says in the weeks before they were won, of other qualified leads a few. */
export function touchRows(scene: Scene, leads: readonly Lead[], deals: readonly WonDeal[]) {
  const { picture, calendar, random } = scene
  const recent = deals.filter(({ wonAt }) => wonAt >= calendar.startOf(-90))
  const counts = new Map(
    [...recent, ...deals.filter((deal) => !recent.includes(deal))].map((deal, nth, list) => [
      deal,
      split(
        Math.round(picture.touches * list.length),
        list.map(() => 1),
      )[nth] ?? 0,
    ]),
  )
  split(
    Math.round(picture.touches * recent.length),
    recent.map(() => 0.5 + random.unit()),
  ).forEach((count, nth) => {
    const deal = recent[nth]
    if (deal) counts.set(deal, Math.max(1, count))
  })
  const byDeal = new Map(deals.map((deal) => [`${deal.accountId} ${deal.wonAt}`, deal]))
  const touches = leads.flatMap(({ lead_id: leadId, account_id: accountId, ...lead }): Touch[] => {
    if (lead.mql_at === null) return []
    const deal = lead.customer_at === null ? undefined : byDeal.get(`${accountId} ${Date.parse(lead.customer_at)}`)
    const [from, until] = deal
      ? [deal.wonAt - 84 * day, deal.wonAt - day]
      : [Date.parse(lead.created_at) - 3 * day, Date.parse(lead.mql_at)]
    return Array.from({ length: deal ? (counts.get(deal) ?? 0) : random.int(1, 3) }, () => {
      const at = Math.round((from + (until - from) * random.unit()) / 1000) * 1000
      return { leadId, accountId, at, isPaid: random.unit() < 0.6 }
    })
  })
  settle(found(touches, recent), picture.attributed)
  return touches
    .toSorted((one, other) => one.at - other.at)
    .map(({ leadId, at, isPaid }, nth) => {
      const campaign = isPaid ? random.pick(paid) : undefined
      const channel = campaign?.channel ?? random.pick(unpaid)
      return {
        touchpoint_id: `touch-${String(nth + 1).padStart(6, '0')}`,
        lead_id: leadId,
        channel,
        campaign_id: campaign?.id ?? (channel === 'email' ? 'nurture' : null),
        occurred_at: new Date(at).toISOString(),
      }
    })
}

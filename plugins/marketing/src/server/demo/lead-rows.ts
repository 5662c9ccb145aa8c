import type { WonDeal } from './deals.ts'
import { demoCampaigns } from './picture.ts'
import { backThen, dayOfWindow, momentOf, type Scene } from './scene.ts'

/** From how many windows on leads are known. */
const windows = 14
const channels: readonly (readonly [channel: string, platform: string | null, weight: number])[] = [
  ['paid_search', 'google', 24],
  ['organic_search', null, 26],
  ['paid_social', 'linkedin', 13],
  ['paid_social', 'meta', 8],
  ['email', null, 8],
  ['referral', null, 8],
  ['event', null, 5],
  ['direct', null, 8],
]

/** A lead by days before today, and the deal it became. */
interface Chain {
  readonly deal: WonDeal | null
  readonly opportunity: number | null
  readonly accepted: number | null
  readonly qualified: number | null
  readonly created: number
}

const windowOf = (day: number) => Math.floor((-day - 1) / 30)
const count = (days: readonly (number | null)[], window: number) =>
  days.filter((day) => day !== null && windowOf(day) === window).length

/** Adds rows to a stage until each window has as many as it shall have. */
function fill<Row>(
  rows: readonly Row[],
  day: (row: Row) => number | null,
  { target, make }: { readonly target: (window: number) => number; readonly make: (window: number) => Row },
): Row[] {
  const days = rows.map(day)
  return [
    ...rows,
    ...Array.from({ length: windows }, (_, window) => window).flatMap((window) =>
      Array.from({ length: Math.max(0, Math.round(target(window)) - count(days, window)) }, () => make(window)),
    ),
  ]
}

const nothing = { deal: null, opportunity: null, accepted: null, qualified: null }

/** From the deals back to the leads: each stage has what the next one came from, and so many more. */
function chainsOf(scene: Scene, deals: readonly WonDeal[]): Chain[] {
  const { picture, random } = scene
  const then = (figure: number) => (window: number) => backThen(figure, window, picture.growth)
  const before = (day: number, [from, to]: readonly [number, number]) => day - random.int(from, to)
  const withOpportunity = fill<Pick<Chain, 'deal' | 'opportunity'>>(
    deals.map((deal) => ({ deal, opportunity: scene.calendar.dayOf(new Date(deal.openedAt).toISOString()) })),
    ({ opportunity }) => opportunity,
    {
      target: then(picture.opportunities),
      make: (window) => ({ ...nothing, opportunity: dayOfWindow(scene, window) }),
    },
  )
  const withAccepted = fill<Omit<Chain, 'qualified' | 'created'>>(
    withOpportunity.map((row) => ({ ...row, accepted: before(row.opportunity ?? 0, [1, 10]) })),
    ({ accepted }) => accepted,
    {
      target: then(picture.accepted),
      make: (window) => ({ ...nothing, accepted: dayOfWindow(scene, window) }),
    },
  )
  const accepted = withAccepted.map((row) => ({ ...row, qualified: before(row.accepted ?? 0, [2, 22]) }))
  const ready = count(
    accepted.map(({ qualified }) => qualified),
    2,
  )
  const withQualified = fill<Omit<Chain, 'created'>>(accepted, ({ qualified }) => qualified, {
    // why: of those whose time is over in the last window, as many convert as the picture says
    target: (window) => (window === 2 ? ready / picture.rates.accept : then(picture.qualified)(window)),
    make: (window) => ({ ...nothing, qualified: dayOfWindow(scene, window) }),
  })
  const qualified = withQualified.map((row) => ({ ...row, created: before(row.qualified ?? 0, [0, 20]) }))
  const known = count(
    qualified.map(({ created }) => created),
    1,
  )
  return fill<Chain>(qualified, ({ created }) => created, {
    target: (window) => (window === 1 ? known / picture.rates.qualify : then(picture.leads)(window)),
    make: (window) => ({ ...nothing, created: dayOfWindow(scene, window) }),
  })
}

/** Leads with where they came from, their score and the moments of their stages, each after the one before. */
export function leadRows(scene: Scene, deals: readonly WonDeal[]) {
  const { random } = scene
  const reps = [...new Set(deals.flatMap(({ repId }) => repId ?? []))].toSorted()
  const chosen = channels.flatMap((channel) => Array.from({ length: channel[2] }, () => channel))
  return (
    chainsOf(scene, deals)
      // why: of older ones only those of deals are known, and every one of them would have converted
      .filter(({ created }) => windowOf(created) < windows)
      .toSorted((one, other) => one.created - other.created)
      .map((chain, nth) => {
        const [channel, platform] = random.pick(chosen)
        const own = demoCampaigns.filter((one) => platform !== null && one.platform === platform)
        const campaign = channel === 'email' ? 'nurture' : own.length > 0 ? random.pick(own).id : null
        let last = momentOf(scene, chain.created)
        const at = (day: number | null) => {
          if (day === null) return null
          const moment = momentOf(scene, day)
          if (moment <= last) moment.setTime(last.getTime() + 60_000)
          last = moment
          return moment.toISOString()
        }
        const score = chain.qualified === null ? random.int(0, 82) : random.int(48, 100)
        return {
          lead_id: `lead-${String(nth + 1).padStart(6, '0')}`,
          account_id: chain.deal?.accountId ?? null,
          // why: who marketing qualified goes to who sells the deal, else to the next in turn
          rep_id: chain.qualified === null ? null : (chain.deal?.repId ?? reps[nth % reps.length] ?? null),
          source_channel: channel,
          source_campaign_id: campaign,
          lead_score: chain.qualified === null && random.unit() < 0.1 ? null : score,
          created_at: last.toISOString(),
          mql_at: at(chain.qualified),
          sql_at: at(chain.accepted),
          opportunity_at: chain.deal ? new Date(chain.deal.openedAt).toISOString() : at(chain.opportunity),
          customer_at: chain.deal && new Date(chain.deal.wonAt).toISOString(),
          disqualified_at: null,
        }
      })
  )
}

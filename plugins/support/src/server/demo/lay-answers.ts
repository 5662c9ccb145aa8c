import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import type { Window } from './days.ts'
import type { chooser } from './people.ts'
import type { Ticket } from './lay-tickets.ts'
import type { Picture } from './picture.ts'
import { dealt, type Random } from './random.ts'

type NpsAnswer = RecordInput<(typeof tables)['nps_surveys']>
type Rating = RecordInput<(typeof tables)['csat_surveys']>

interface Scene {
  readonly windows: readonly Window[]
  readonly random: Random
  readonly customer: ReturnType<typeof chooser>
}

const iso = (ms: number) => new Date(ms).toISOString()
const scores = { promoter: [9, 9, 10], passive: [7, 8, 8], detractor: [6, 5, 6, 4, 2] } as const
const triggers = ['dashboard', 'dashboard', 'mail', 'after_ticket'] as const

/** Answers to the NPS question: each user once, but for those who had answered 60 days before. */
export function layNps(picture: Picture, { windows, random, customer }: Scene): NpsAnswer[] {
  const taken = new Set<string>()
  const rows = picture.answers.flatMap(({ nps }, at) =>
    dealt(nps, random).map((group) => {
      const created = windows[at]?.moment(random) ?? 0
      return { ...customer(created, taken), created, score: random.pick(scores[group]) as number }
    }),
  )
  const earlier = windows[2]
  const again = rows.filter(({ user_id, created }) => user_id !== null && created >= (windows[0]?.from ?? 0))
  const asked = again.slice(0, earlier ? picture.again : 0).map(({ user_id, account_id, score }) => {
    const created = earlier?.moment(random) ?? 0
    return { user_id, account_id, created, score: Math.max(0, score - random.int(0, 3)) }
  })
  return [...rows, ...asked].map(({ created, ...row }, nth) => ({
    ...row,
    survey_id: `N-${nth + 1}`,
    survey_trigger: random.pick(triggers),
    created_at: iso(created),
  }))
}

/** Ratings as often as the picture says: most of tickets resolved in the same 30 days, some of onboardings. */
export function layRatings(
  picture: Picture,
  { of, prefix, tickets, scene }: { of: 'csat' | 'ces'; prefix: string; tickets: readonly Ticket[]; scene: Scene },
): Rating[] {
  const { windows, random, customer } = scene
  return picture.answers
    .flatMap((answers, at) => {
      const window = windows[at]
      if (!window) return []
      const { from, to } = window
      const isIn = (time: number) => time >= from && time < to
      const done = random.shuffle(tickets.filter(({ resolved_at }) => resolved_at && isIn(Date.parse(resolved_at))))
      return dealt(answers[of], random).map((rating, nth) => {
        const ticket = random.unit() < 0.8 ? done[nth] : undefined
        const later = Date.parse(ticket?.resolved_at ?? '') + random.int(1, 72) * 600_000
        if (!ticket || !isIn(later)) {
          const created = window.moment(random)
          return { ...customer(created), subject_type: 'onboarding', created_at: iso(created), rating: Number(rating) }
        }
        const { user_id, account_id, ticket_id } = ticket
        const about = { user_id, account_id, subject_type: 'ticket', subject_id: ticket_id }
        return { ...about, created_at: iso(later), rating: Number(rating) }
      })
    })
    .map((row, nth) => ({ ...row, survey_id: `${prefix}-${nth + 1}` }))
}

import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import type { Window } from './days.ts'
import { durations } from './durations.ts'
import type { Picture } from './picture.ts'
import { dealt, type Random } from './random.ts'
import { crew, subjects } from './words.ts'

/** A row of `support.tickets`. */
export type Ticket = RecordInput<(typeof tables)['tickets']>
type Customer = (at: number) => Pick<Ticket, 'user_id' | 'account_id'>

/** When a ticket came, and how long it took; null while open. */
interface Span {
  readonly created: number
  readonly seconds: number | null
}

const iso = (ms: number) => new Date(ms).toISOString()

/** A moment near the end of a window: what is open is mostly new. */
const late = (window: Window, random: Random) => Math.max(...Array.from({ length: 5 }, () => window.moment(random)))

/** A moment from which so much time ends within the window. */
function early(window: Window, { random, seconds }: { readonly random: Random; readonly seconds: number }): number {
  for (let tries = 0; tries < 500; tries += 1) {
    const moment = window.moment(random)
    if (moment + seconds * 1000 < window.to) return moment
  }
  return window.from
}

/** Spans of the windows, the earliest first: each window's durations are those of the tickets resolved in it. */
function spansOf(picture: Picture, windows: readonly Window[], random: Random): Span[][] {
  const spans: Span[][] = windows.map(() => [])
  for (const [at, { created, resolved, later, hours }] of [...picture.tickets.entries()].toReversed()) {
    const [window, own, before] = [windows[at], spans[at], spans[at + 1]]
    if (!window || !own) continue
    const arrived = picture.tickets[at + 1]?.later ?? 0
    const all = resolved + arrived === 0 ? [] : durations(resolved + arrived, hours)
    // why: short and long ones are on the way when a window ends
    const old = new Set(
      Array.from({ length: arrived }, (_, nth) => Math.floor(all.length * (0.35 + (0.63 * nth) / arrived))),
    )
    const isOld = (nth: number) => old.has(nth)
    for (const seconds of all.filter((_, nth) => isOld(nth))) {
      before?.push({ created: window.from - Math.round(seconds * 1000 * (0.1 + 0.8 * random.unit())), seconds })
    }
    for (const seconds of all.filter((_, nth) => !isOld(nth))) {
      own.push({ created: early(window, { random, seconds }), seconds })
    }
    const stay = created - resolved - later
    for (let nth = 0; nth < stay; nth += 1) own.push({ created: late(window, random), seconds: null })
  }
  return spans
}

/** Tickets as the picture has them, named T-1 and on by when they came. */
export function layTickets(
  picture: Picture,
  { windows, random, customer }: { windows: readonly Window[]; random: Random; customer: Customer },
): Ticket[] {
  const rows = spansOf(picture, windows, random).flatMap((spans, at) => {
    const told = picture.tickets[at]
    if (!told) return []
    // why: what is pressing is resolved sooner
    const haste = (seconds: number | null) => (seconds ?? 1_000_000) * (0.3 + random.unit())
    const keyed = spans.map((span) => ({ span, key: haste(span.seconds) }))
    const ordered = keyed.toSorted((one, other) => one.key - other.key).map(({ span }) => span)
    const priorities = (['urgent', 'high', 'medium', 'low'] as const).flatMap((key) =>
      Array.from({ length: told.priority[key] }, () => key),
    )
    const categories = dealt(told.category, random)
    return ordered.map((span, nth) =>
      row(span, { priority: priorities[nth] ?? 'low', category: categories[nth] ?? 'general' }, random),
    )
  })
  return rows
    .toSorted((one, other) => one.created_at.localeCompare(other.created_at))
    .map((each, nth) => ({ ...each, ...customer(Date.parse(each.created_at)), ticket_id: `T-${nth + 1}` }))
}

function row(
  { created, seconds }: Span,
  { priority, category }: { readonly priority: Ticket['priority']; readonly category: keyof typeof crew },
  random: Random,
): Omit<Ticket, 'ticket_id'> {
  const { team, people } = crew[category]
  const about = {
    subject: random.pick(subjects[category]),
    priority,
    category,
    team,
    escalated: priority === 'urgent' && random.unit() < 0.2,
    created_at: iso(created),
  }
  if (seconds === null) {
    const isTaken = random.unit() < 0.8
    const known = isTaken
      ? { assignee: random.pick(people), status: 'in_progress' as const }
      : { status: 'open' as const }
    return { ...about, ...known }
  }
  const answered = Math.min(Math.round(seconds * (0.1 + 0.3 * random.unit())), 21_600)
  const back = random.unit() < 0.06
  const first = created + Math.round(seconds * (0.4 + 0.4 * random.unit())) * 1000
  return {
    ...about,
    assignee: random.pick(people),
    status: random.unit() < 0.7 ? 'closed' : 'resolved',
    first_response_at: iso(created + answered * 1000),
    ...(back
      ? { first_resolved_at: iso(first), reopened_count: 1 }
      : { first_resolved_at: iso(created + seconds * 1000) }),
    resolved_at: iso(created + seconds * 1000),
  }
}

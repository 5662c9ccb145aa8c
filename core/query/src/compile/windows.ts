import type { Fact, Since } from '@tessera/plugin-api/server'
import { isMidnight, moveBy, startOf, type Calendar } from '../time/calendar.ts'
import type { Slot } from '../time/buckets.ts'
import { civilEdge, edgeAt, laterEdge, likeEdge, type Edge } from '../time/edge.ts'
import { perList } from '../time/per-list.ts'
import { beginOf, endOf, spanBetween } from '../time/span.ts'
import { unitStart } from '../time/unit-start.ts'
import type { Bound, Period } from './bucket-sql.ts'

const dawn = Temporal.PlainDateTime.from('1970-01-01')

/** Where a window that ends with the bucket begins. The window lies in the calendar unit of the bucket's last moment. */
function windowStart({ begin, end }: { begin: Edge; end: Edge }, since: Since, calendar: Calendar): Edge {
  const { timeZone } = calendar
  if (since === 'beginning') return civilEdge(dawn, timeZone)
  if ('startOf' in since) {
    const last = laterEdge(begin, edgeAt(end.instant.subtract({ nanoseconds: 1 }), timeZone))
    return unitStart(last, since.startOf, calendar)
  }
  if (since.unit === 'hour') return edgeAt(end.instant.subtract({ hours: since.last }), timeZone)
  return likeEdge(end, moveBy(end.local, { n: -since.last, unit: since.unit }, calendar), timeZone)
}

const known = perList<Period['slots'], Period['slots']>()

/** The windows that end with each bucket of a period. A fact dated by day counts the running day whole, if it may. */
export function windowsOf(
  period: Period,
  since: Since,
  when: { readonly fact: Fact; readonly calendar: Calendar; readonly relative: boolean },
): Period {
  const { fact, calendar, relative } = when
  const wholeDays = fact.time.type === 'local_date' && relative
  const ended = (slot: Slot): Edge => {
    const { to } = slot.local
    if (!wholeDays || isMidnight(to)) return endOf(slot)
    return civilEdge(startOf(to.add({ days: 1 }), 'day', calendar), calendar.timeZone)
  }
  const widened = (slot: Slot | null): Slot | null => {
    if (!slot) return null
    const end = ended(slot)
    return { ...slot, ...spanBetween(windowStart({ begin: beginOf(slot), end }, since, calendar), end) }
  }
  const rules = [calendar.timeZone, calendar.weekStart, calendar.yearStartMonth, calendar.periods?.id]
  const key = [JSON.stringify(since), wholeDays, ...rules].join()
  return { ...period, slots: known(period.slots, key, () => period.slots.map(widened)) }
}

/** The spans between bounds of a fact's time, each from one to the next. */
export function slotsBetween(
  points: readonly string[],
  { fact, calendar }: { readonly fact: Fact; readonly calendar: Calendar },
): Slot[] {
  const { timeZone } = calendar
  const isDated = fact.time.type === 'local_date'
  const edges = points.map((at) =>
    isDated ? civilEdge(Temporal.PlainDateTime.from(at), timeZone) : edgeAt(Temporal.Instant.from(at), timeZone),
  )
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index]
    return from ? [{ label: '', ...spanBetween(from, to), clipped: false }] : []
  })
}

/** Compares two bounds of one fact: negative when `a` is earlier. */
export function compareBounds(a: string, b: string): number {
  if (a.length === b.length) return a < b ? -1 : Number(a > b)
  // why: an instant's text has as many decimals as it needs, so texts of different length do not sort as times do
  return a.length > 10 ? Temporal.Instant.compare(a, b) : Temporal.PlainDate.compare(a, b)
}

/** Whether no moment lies in two windows. */
export function areDisjoint(windows: readonly Bound[]): boolean {
  return windows.every((window, index) => {
    const next = windows[index + 1]
    return !next || compareBounds(window.to, next.from) <= 0
  })
}

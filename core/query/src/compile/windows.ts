import type { Fact, Since } from '@tessera/plugin-api/server'
import { isMidnight, moveBy, startOf, toInstant, type Calendar } from '../time/calendar.ts'
import type { Slot } from '../time/buckets.ts'
import { perList } from '../time/per-list.ts'
import type { Bound, Period } from './bucket-sql.ts'

const dawn = Temporal.PlainDateTime.from('1970-01-01')

const toLocal = (at: Temporal.Instant, calendar: Calendar) => at.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime()

/** Where a window that ends with the bucket begins. The window lies in the calendar unit of the bucket's last moment. */
function windowStart(slot: Slot, since: Since, calendar: Calendar): Temporal.PlainDateTime {
  const { to } = slot.span
  if (since === 'beginning') return dawn
  if ('startOf' in since) return startOf(to.subtract({ nanoseconds: 1 }), since.startOf, calendar)
  if (since.unit === 'hour') return toLocal(slot.to.subtract({ hours: since.last }), calendar)
  return moveBy(to, { n: -since.last, unit: since.unit }, calendar)
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
  const ended = (slot: Slot): Slot => {
    const { from, to } = slot.span
    if (!wholeDays || isMidnight(to)) return slot
    return { ...slot, span: { from, to: startOf(to.add({ days: 1 }), 'day', calendar) } }
  }
  const widened = (bucket: Slot | null): Slot | null => {
    if (!bucket) return null
    const slot = ended(bucket)
    const from = windowStart(slot, since, calendar)
    return { ...slot, from: toInstant(from, calendar.timeZone), span: { from, to: slot.span.to } }
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
  const ends = points.map((at) => {
    if (fact.time.type === 'local_date') {
      const local = Temporal.PlainDateTime.from(at)
      return { local, instant: toInstant(local, calendar.timeZone) }
    }
    const instant = Temporal.Instant.from(at)
    return { local: toLocal(instant, calendar), instant }
  })
  return ends.slice(1).flatMap((to, index) => {
    const from = ends[index]
    if (!from) return []
    const span = { from: from.local, to: to.local }
    return [{ label: '', span, from: from.instant, to: to.instant, clipped: false }]
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

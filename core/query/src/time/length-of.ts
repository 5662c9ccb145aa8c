import { edgeAt, likeEdge } from './edge.ts'
import { beginOf, endOf, type Span } from './span.ts'
import { daysAfter, daysBetween, type Move } from './within-days.ts'

/** Whole days of the calendar, and the time that passes after them. */
export interface Length {
  readonly days: number
  readonly rest: Temporal.Duration
}

/** How far a span reaches. */
export function lengthOf(span: Span, timeZone: string): Length {
  const begin = beginOf(span)
  const days = daysBetween(begin, endOf(span), timeZone)
  return { days, rest: daysAfter(begin, days, timeZone).instant.until(span.to) }
}

/** Back by a length: the days first. */
export function back({ days, rest }: Length, timeZone: string): Move {
  return (at) => {
    const day = likeEdge(at, at.local.subtract({ days }), timeZone)
    return rest.blank ? day : edgeAt(day.instant.subtract(rest), timeZone)
  }
}

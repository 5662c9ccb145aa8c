import { civilEdge, compareEdges, edgeAt, type Edge } from './edge.ts'

/** Takes an edge to another span of time. The later one goes no earlier. */
export type Move = (at: Edge) => Edge

/** One day of a span, and where it is taken to. */
interface MovedDay {
  readonly begin: Edge
  readonly end: Edge
  readonly to: { readonly begin: Edge; readonly end: Edge }
}

/** The edge so many days after another, by the calendar. */
export function daysAfter(start: Edge, days: number, timeZone: string): Edge {
  return days === 0 ? start : civilEdge(start.local.add({ days }), timeZone)
}

/** How many whole days of the calendar lie between two edges. */
export function daysBetween(start: Edge, at: Edge, timeZone: string): number {
  const { days } = start.local.until(at.local, { largestUnit: 'days' })
  const reached = (n: number) => compareEdges(daysAfter(start, n, timeZone), at) <= 0
  if (!reached(days)) return days - 1
  return reached(days + 1) ? days + 1 : days
}

/**
 * Moves what lies within the days of a span. Days, which begin at the hour the span does, are moved as wholes; anything else
 * keeps its distance from the start of its day. What the other day is too short for lies at its end.
 */
export function withinDays(start: Edge, move: Move, timeZone: string): Move {
  let day: MovedDay | null = null
  const dayAt = (at: Edge): MovedDay => {
    const n = daysBetween(start, at, timeZone)
    const [begin, end] = [daysAfter(start, n, timeZone), daysAfter(start, n + 1, timeZone)]
    return { begin, end, to: { begin: move(begin), end: move(end) } }
  }
  return (at) => {
    if (!day || compareEdges(at, day.begin) < 0 || compareEdges(at, day.end) >= 0) day = dayAt(at)
    const elapsed = day.begin.instant.until(at.instant)
    if (elapsed.blank) return day.to.begin
    const moved = day.to.begin.instant.add(elapsed)
    return Temporal.Instant.compare(moved, day.to.end.instant) < 0 ? edgeAt(moved, timeZone) : day.to.end
  }
}

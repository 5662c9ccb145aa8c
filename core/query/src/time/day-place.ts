import type { Edge } from './edge.ts'

const dayMs = 86_400_000

/** Number of a civil day. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs
}

/**
 * Where an edge lies in days: the number of its civil day, and the part of it that is over. A day of 23 hours counts as much as one
 * of 25.
 */
export function dayPlace({ instant }: Pick<Edge, 'instant'>, timeZone: string): number {
  const at = instant.toZonedDateTimeISO(timeZone)
  const over = instant.epochMilliseconds - at.startOfDay().epochMilliseconds
  return dayNumber(at.toPlainDate().toString()) + over / (at.hoursInDay * 3_600_000)
}

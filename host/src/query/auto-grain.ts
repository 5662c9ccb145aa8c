import type { Grain, Range } from '@tessera/plugin-api/wire'

const days: Record<Grain, number> = {
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 30.44,
  quarter: 91.3,
  year: 365.25,
}

/** Most points a line is given, so that each can be told from its neighbour on a card. */
export const mostPoints = 92

/** The finest grain that gives a range a readable number of points. Hours only for up to two days. */
export function autoGrain(range: Range, now: Date): Grain {
  const length = rangeDays(range, now)
  if (length <= 2) return 'hour'
  const readable = (['day', 'week', 'month', 'quarter'] as const).find((grain) => length / days[grain] <= mostPoints)
  return readable ?? 'year'
}

/** Length of a range in days, near enough to choose a grain. */
export function rangeDays(range: Range, now: Date): number {
  if ('from' in range) return (Date.parse(range.to) - Date.parse(range.from)) / 86_400_000
  if ('last' in range) return range.last * days[range.unit]
  if ('calendar' in range) return days[range.unit]
  return elapsed(range.toDate, now)
}

function elapsed(unit: Grain, now: Date): number {
  const month = now.getUTCMonth()
  if (unit === 'year') return month * days.month + now.getUTCDate()
  if (unit === 'quarter') return (month % 3) * days.month + now.getUTCDate()
  if (unit === 'month') return now.getUTCDate()
  return days[unit]
}

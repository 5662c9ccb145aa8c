import type { Range } from '@tessera/plugin-api/wire'

/** Whether a range reaches into the day that runs, so that an event of now is counted in it. */
export function includesToday(range: Range, now: Date): boolean {
  if ('from' in range) return Date.parse(range.to) > now.getTime()
  if ('toDate' in range) return true
  if ('calendar' in range) return range.calendar === 'this'
  return (range.offset ?? 0) < 0
}

/** The same range moved so that it ends with the running day; ranges of other kinds become the last 30 days with today. */
export function withToday(range: Range): Range {
  return 'last' in range && range.unit === 'day' ? { ...range, offset: -1 } : { last: 30, unit: 'day', offset: -1 }
}

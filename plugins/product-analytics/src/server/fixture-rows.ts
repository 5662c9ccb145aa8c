import type { EventInput, FixtureRow } from '@tessera/plugin-api/wire'

export const asOf = '2026-11-15T12:00:00Z'
/** All of October 2026. */
export const october = { range: { from: '2026-10-01', to: '2026-11-01' } } as const

/** An active day of October 2026 or later, written `10-05`: one session of ten minutes on a desktop, where nothing else is said. */
export function activeDay(user: string, date: string, more: FixtureRow = {}): FixtureRow {
  return {
    source: 'tool',
    user_id: user,
    active_date: `2026-${date}`,
    platform: 'desktop',
    release: '1.0',
    sessions: 1,
    active_seconds: 600,
    errored_sessions: 0,
    crashed_sessions: 0,
    ...more,
  }
}

/** Active days of one user, without a day that is not there. */
export function activeDays(user: string, ...dates: string[]): FixtureRow[] {
  return dates.map((date) => activeDay(user, date))
}

/** A day on which a user used a feature. */
export function featureDay(user: string, feature: string, date: string): FixtureRow {
  return { source: 'tool', user_id: user, feature, active_date: `2026-${date}`, uses: 1 }
}

/** Days one after the other, from the first on. */
export function daysFrom(first: string, count: number): string[] {
  const start = Date.parse(`2026-${first}T00:00:00Z`)
  return Array.from({ length: count }, (_, at) => new Date(start + at * 86_400_000).toISOString().slice(5, 10))
}

/** Users `u1`, `u2` and so on. */
export const crowd = (count: number): string[] => Array.from({ length: count }, (_, at) => `u${at + 1}`)

/** Rows of `product_analytics.active_days`. */
export const given = (...rows: readonly FixtureRow[]) => ({ rows: { 'product_analytics.active_days': rows } })

/** An event of a user at a moment of 2026 in UTC, written `10-05 09:30 product_used`. */
export function happened(user: string, moment: string, properties: EventInput['properties'] = {}): EventInput {
  const [date = '', time = '', event = ''] = moment.split(' ')
  return { id: `${user} ${moment}`, event, timestamp: `2026-${date}T${time}:00Z`, userId: user, properties }
}

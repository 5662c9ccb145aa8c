import type { FixtureRow } from '@tessera/plugin-api/wire'

/** "Now" of the worked examples, and the month before it. */
export const asOf = '2026-11-01T12:00:00Z'
export const october = { range: { from: '2026-10-01', to: '2026-11-01' } } as const

/** A moment of 2026 in UTC, written `10-05 09:30`. */
export const at = (time: string) => `2026-${time.replace(' ', 'T')}:00Z`

/** A day of an account, written `10-05`: active and healthy where nothing else is said. */
export function accountDay(account: string, date: string, more: FixtureRow = {}): FixtureRow {
  const score = more['customer_health_score'] ?? 90
  return {
    account_id: account,
    account,
    metric_date: `2026-${date}`,
    status: 'active',
    segment: 'healthy',
    customer_health_score: score,
    ...more,
  }
}

/** Rows of `customer_success.account_daily`. */
export const accountDays = (...rows: readonly FixtureRow[]) => ({ rows: { 'customer_success.account_daily': rows } })

/** An engagement that took place. */
export function engagement(
  id: string,
  account: string,
  more: FixtureRow & { readonly completed_at?: string },
): FixtureRow {
  const { completed_at } = more
  return {
    engagement_id: id,
    account_id: account,
    type: 'meeting',
    created_at: at('09-01 09:00'),
    ...more,
    ...(completed_at === undefined ? {} : { completed_at: at(completed_at) }),
  }
}

/** Rows of `customer_success.engagements`. */
export const engagements = (...rows: readonly FixtureRow[]) => ({ rows: { 'customer_success.engagements': rows } })

import { happenings } from './happenings.ts'
import { rowId, userId } from './world.ts'

const happening = happenings()

/** A few rows of two facts, one of them of another tenant. */
export const world = {
  happenings: [
    happening('2026-10-02T10:00:00Z', 'a'),
    happening('2026-10-02T11:00:00Z', 'b', { provider: 'meta', user: userId(1) }),
    happening('2026-10-04T10:00:00Z', 'a', { provider: null, amount: 2.25 }),
    happening('2026-10-04T11:00:00Z', 'a', { amount: null }),
    happening('2026-10-06T10:00:00Z', 'b', { provider: 'meta' }),
    happening('2026-10-03T10:00:00Z', 'a', { tenant: 1, provider: 'secret' }),
  ],
  lastings: [],
  spendings: [{ tenant: 0 as const, id: rowId(900), date: '2026-10-04', provider: 'google', amount: 12 }],
}

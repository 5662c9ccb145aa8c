import type { Database } from '@tessera/database'
import type { Rollups } from '../src/index.ts'
import { accountId, fillWorld, rowId, tenants, userId, type Happening } from './world.ts'

/** The first tenant of the world, as rollups know it. */
export const berlin = { id: tenants[0], timeZone: 'Europe/Berlin' }

/** The same, as questions are asked in it. */
export const tenant = { ...berlin, slug: 'a', name: 'A', currency: 'EUR', weekStart: 1, asOf: null }

let serial = 0

/** Another number at each call, for ids. */
export const next = (): number => (serial += 1)

/** A happening at noon of a day, another one at each call. */
export function happening(day: string): Happening {
  return {
    tenant: 0,
    id: rowId(next()),
    user: userId(0),
    account: accountId(0),
    kind: 'x',
    amount: 1,
    at: Date.parse(`${day}T12:00:00Z`),
    event: 'a',
    provider: 'google',
  }
}

/** Empties the world but for one happening on each of two days, with the rollups of the tenant in step. */
export async function fillTwoDays(database: Database, rollups: Rollups): Promise<void> {
  await fillWorld(database, { happenings: ['2026-10-25', '2026-10-28'].map(happening), lastings: [], spendings: [] })
  await rollups.rebuild(berlin)
  await rollups.refresh(berlin)
}

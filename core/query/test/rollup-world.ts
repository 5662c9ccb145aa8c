import { sql, type Kysely } from 'kysely'
import type { Database } from '@tessera/database'
import { markChanged } from '@tessera/plugin-api/server'
import { createRollups, type Rollups } from '../src/index.ts'
import { allMetrics, eventOf, insert, spendOf, tenants, type Happening, type Spending, type World } from './world.ts'

/** Rollups of the test world, in the schema of its tables. */
export async function worldRollups(database: Database): Promise<Rollups> {
  const rollups = createRollups({ database, metrics: allMetrics(), schemaOf: () => 'world' })
  await rollups.prepare()
  return rollups
}

/** Rows to write into the test world, and rows to delete from it. */
export interface Writes {
  readonly happenings?: readonly Happening[]
  readonly spendings?: readonly Spending[]
  readonly gone?: readonly Happening[]
}

/** Writes rows as a plugin must: with marks, in the transaction itself. */
export async function write(db: Kysely<never>, tenantId: string, writes: Writes): Promise<void> {
  const { happenings = [], spendings = [], gone = [] } = writes
  if (gone.length > 0) {
    await sql`
      delete from world.events
      where tenant_id = ${tenantId}::uuid and event_id = any(${gone.map((each) => each.id)}::uuid[])`.execute(db)
  }
  await insert(
    db,
    'events',
    happenings.map((happening) => eventOf(tenantId, happening)),
  )
  await insert(
    db,
    'spends',
    spendings.map((spending) => spendOf(tenantId, spending)),
  )
  const times = [...happenings, ...gone].map(({ at }) => new Date(at))
  await markChanged(db, { tenantId, table: 'world.events', times })
  await markChanged(db, { tenantId, table: 'world.spends', times: spendings.map(({ date }) => date) })
}

/** Builds the rollups over a world just filled, then deletes and writes again a part of its rows: late and changed ones. */
export async function stir(database: Database, rollups: Rollups, world: World): Promise<void> {
  for (const [index, id] of tenants.entries()) {
    const tenant = { id, timeZone: index === 0 ? 'Europe/Berlin' : 'Asia/Kolkata' }
    const happenings = world.happenings.filter((each) => each.tenant === index)
    const moving = happenings.filter((_, place) => place % 5 === 0)
    await database.tenantTransaction(id, (db) => write(db, id, { gone: moving }))
    await rollups.rebuild(tenant)
    await rollups.refresh(tenant)
    await database.tenantTransaction(id, (db) => write(db, id, { happenings: moving }))
  }
}

import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { markChanged } from '@tessera/plugin-api/server'
import { describeDatabases } from '@tessera/test-kit'
import { createWorld, tenants } from './world.ts'
import { runsOn } from './runs-on.ts'

describeDatabases('marks', (open) => {
  let database: Database
  const [tenantId] = tenants
  const table = 'world.events'
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
  })

  const marksOf = (times: readonly (Date | string | null)[]) =>
    database.tenantTransaction(tenantId, async (db) => {
      await sql`delete from core.data_changes where tenant_id = ${tenantId}`.execute(db)
      await markChanged(db, { tenantId, table, times })
      const { rows } = await sql<{ from: number; to: number }>`
        select extract(epoch from from_time)::bigint * 1000 as from, extract(epoch from to_time)::bigint * 1000 as to
        from core.data_changes where tenant_id = ${tenantId} order by 1`.execute(db)
      return rows
    })

  test('are few, in whole hours, and hold every time', async () => {
    const time = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2026-12-31') })
    const near = fc.integer({ min: Date.parse('2026-11-01'), max: Date.parse('2026-11-08') })
    const times = fc.oneof(
      fc.array(time, { maxLength: 5 }),
      fc.array(near, { maxLength: 100, size: 'max' }),
      fc.array(time, { minLength: 400, maxLength: 500 }),
    )
    const property = fc.asyncProperty(times, async (given) => {
      const marks = await marksOf(given.map((at) => new Date(at)))
      expect(marks.length).toBeLessThanOrEqual(100)
      for (const { from, to } of marks) expect([from % 3_600_000, to % 3_600_000]).toEqual([0, 0])
      expect(given.filter((at) => !marks.some(({ from, to }) => from <= at && at < to))).toEqual([])
      if (given.length === 1) expect(marks).toHaveLength(1)
    })
    await fc.assert(property, { numRuns: runsOn(database, 25) })
  }, 60_000)

  test('of dates stand for that day, nulls are left out, and nonsense is refused', async () => {
    expect(await marksOf(['2026-11-20', null])).toEqual([
      { from: Date.parse('2026-11-20T00:00:00Z'), to: Date.parse('2026-11-20T01:00:00Z') },
    ])
    expect(await marksOf([null])).toEqual([])
    await expect(marksOf(['soon'])).rejects.toMatchObject({ code: 'time_unreadable' })
  })
})

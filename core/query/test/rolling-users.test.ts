import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeServers } from '@tessera/test-kit'
import { createQueryEngine } from '../src/index.ts'
import { rangeJoinSql } from './range-join.ts'
import { createWorld, fillWorld, model, rowId, tenants } from './world.ts'

const days = 60
const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
const dayAt = (n: number) => new Date(Date.UTC(2026, 2, 1 + n)).toISOString()

describeServers('rolling distinct counts', (open) => {
  test('equal the join of rows with windows over thousands of rows', async () => {
    const database = await open()
    await createWorld(database)
    const joined = await database.tenantTransaction(tenants[0], async (db) => {
      await sql`insert into world.events (tenant_id, "timestamp", event_id, event, user_id, properties)
        select ${tenants[0]}::uuid, ${dayAt(0)}::timestamptz + make_interval(hours => (n * 7919) % ${days * 24}),
          ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'a',
          ('00000000-0000-7000-8000-' || lpad(to_hex((n * 31) % (1 + n % 400)), 12, '0'))::uuid, '{}'
        from generate_series(1, 4000) as n`.execute(db)
      const windows = Array.from({ length: days }, (_, n) => ({ from: dayAt(n - 2), to: dayAt(n + 1) }))
      return rangeJoinSql({ tenantId: tenants[0], table: 'world.events', windows }).execute(db)
    })
    const engine = createQueryEngine({ model, database, now: () => new Date('2026-06-01T00:00:00Z') })
    const frame = await engine.run(
      {
        metrics: [{ id: 'x.active_users' }],
        time: { range: { from: dayAt(0).slice(0, 10), to: dayAt(days).slice(0, 10) }, grain: 'day' },
      },
      { tenant, plugins: new Set(['x']) },
    )
    expect(frame.rows.map((row) => row[1])).toEqual(joined.rows.map((row) => row.users))
    expect(new Set(joined.rows.map((row) => row.users)).size).toBeGreaterThan(20)
  })
  test('by the minute through the hour that an autumn night repeats, where windows go back', async () => {
    const database = await open()
    await createWorld(database)
    const timeZone = 'Europe/Berlin'
    const first = Temporal.Instant.from('2026-10-24T23:30:00Z')
    const ends = Array.from({ length: 150 }, (_, n) => first.add({ minutes: n + 1 }))
    const windows = ends.map((end) => {
      const local = end.toZonedDateTimeISO(timeZone).toPlainDateTime().subtract({ days: 3 })
      return { from: local.toZonedDateTime(timeZone).toInstant().toString(), to: end.toString() }
    })
    const joined = await database.tenantTransaction(tenants[0], async (db) => {
      await sql`insert into world.events (tenant_id, "timestamp", event_id, event, user_id, properties)
        select ${tenants[0]}::uuid, '2026-10-21T23:20:00Z'::timestamptz + make_interval(mins => n),
          ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'a',
          ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '{}'
        from generate_series(1, 140) as n`.execute(db)
      return rangeJoinSql({ tenantId: tenants[0], table: 'world.events', windows }).execute(db)
    })
    const engine = createQueryEngine({ model, database, now: () => new Date('2026-10-25T02:00:00Z') })
    const frame = await engine.run(
      {
        metrics: [{ id: 'x.active_users' }],
        time: { range: { from: '2026-10-25T01:30', to: '2026-10-25T03:00' }, grain: 'minute', timeZone },
      },
      { tenant, plugins: new Set(['x']) },
    )
    const users = new Map(joined.rows.map((row) => [row.ordinal, row.users]))
    expect(frame.rows.map((row) => row[1] ?? 0)).toEqual(ends.map((_, index) => users.get(index + 1) ?? 0))
    // The second time around the hour, windows reach back to where they began an hour before.
    expect(users.get(90)).toBeGreaterThan(users.get(89) ?? 0)
  })
  test('of hours count elapsed hours, on a day of 23 of them too', async () => {
    const database = await open()
    await createWorld(database)
    const at = Date.parse('2026-03-28T10:30:00Z')
    const row = { tenant: 0 as const, event: 'a', user: null, account: null, provider: null, kind: null, amount: null }
    await fillWorld(database, { happenings: [{ ...row, at, id: rowId(1) }], lastings: [], spendings: [] })
    const engine = createQueryEngine({ model, database, now: () => new Date('2026-06-01T00:00:00Z') })
    const time = { range: { from: '2026-03-29', to: '2026-03-31' }, grain: 'day' as const, timeZone: 'Europe/Berlin' }
    const query = { metrics: [{ id: 'x.rows_in_36_hours' }], time }
    // The bucket ends at 22:00 UTC, 36 hours after 10:00; by the wall clock the window would begin at 11:00.
    expect((await engine.run(query, { tenant, plugins: new Set(['x']) })).rows).toEqual([
      ['2026-03-29', 1],
      ['2026-03-30', null],
    ])
  })
})

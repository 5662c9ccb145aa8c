import { externalId } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { next, server, type Try } from './deals.ts'

const deal = (deal_id: string, more: object = {}) => ({ deal_id, region: 'eu' as const, ...more })

describeDatabases('records', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })
  const call = <T>(work: (ctx: Parameters<Try>[0]) => Promise<T>, tenant = 0) => {
    next(work)
    return host.call({ tenant: host.tenants[tenant] ?? null }, { plugin: 'deal-book', name: 'work' }) as Promise<T>
  }
  const versions = () => host.database.tableVersions(host.tenants[0].id)
  const clear = async () => {
    await sql`delete from deal_book.deals`.execute(host.database.owner)
    await sql`delete from core.data_changes`.execute(host.database.owner)
  }

  test('rows are added, changed and left, counted apart, and read as they were written', async () => {
    await clear()
    const first = [
      deal('b', {
        amount: 12.5,
        seats: 3,
        won: true,
        closed_at: '2026-03-01T12:30:00.123456+02:00',
        day: '2026-03-01',
        user_id: '42',
      }),
      deal('a'),
    ]
    expect(await call(({ records }) => records.upsert('deals', first))).toEqual({
      inserted: 2,
      updated: 0,
      unchanged: 0,
    })
    const again = [deal('a'), deal('b', { amount: 99 }), deal('c', { amount: null })]
    expect(await call(({ records }) => records.upsert('deals', again))).toEqual({
      inserted: 1,
      updated: 1,
      unchanged: 1,
    })
    expect(await call(({ records }) => records.upsert('deals', first.slice(0, 1)))).toMatchObject({ updated: 1 })
    const { rows, next: behind } = await call(({ records }) => records.read('deals'))
    const none = { region: 'eu', amount: null, seats: 1, won: null, closed_at: null, day: null, user_id: null }
    expect(rows).toEqual([
      { ...none, deal_id: 'a' },
      {
        deal_id: 'b',
        region: 'eu',
        amount: 12.5,
        seats: 3,
        won: true,
        closed_at: '2026-03-01T10:30:00.123456Z',
        day: '2026-03-01',
        user_id: externalId('user', '42'),
      },
      { ...none, deal_id: 'c' },
    ])
    expect(behind).toBeNull()
    expect(await call(({ records }) => records.upsert('deals', rows))).toEqual({
      inserted: 0,
      updated: 0,
      unchanged: 3,
    })
    expect(await call(({ records }) => records.read('deals'), 1)).toEqual({ rows: [], next: null })
  })

  test('the same rows again give the table no new version, others do', async () => {
    await clear()
    const rows = [deal('a', { amount: 1, closed_at: '2026-05-01T10:00:00Z' }), deal('b')]
    await call(({ records }) => records.upsert('deals', rows))
    const before = await versions()
    expect(await call(({ records }) => records.upsert('deals', rows))).toMatchObject({ unchanged: 2 })
    expect(await call(({ records }) => records.delete('deals', [{ deal_id: 'z', region: 'us' }]))).toEqual({
      deleted: 0,
    })
    expect(await versions()).toEqual(before)
    await call(({ records }) => records.delete('deals', [{ deal_id: 'a', region: 'eu' }]))
    expect((await versions()).tables['deal_book.deals']).not.toBe(before.tables['deal_book.deals'])
  })

  test('the hours that rows leave and come to are marked', async () => {
    await clear()
    await call(({ records }) => records.upsert('deals', [deal('a', { closed_at: '2026-05-01T10:20:00Z' })]))
    await sql`delete from core.data_changes`.execute(host.database.owner)
    await call(({ records }) => records.upsert('deals', [deal('a', { closed_at: '2026-06-01T10:20:00Z' })]))
    const { rows } = await sql<{ table_name: string; from_time: Date }>`
      select table_name, from_time from core.data_changes order by from_time`.execute(host.database.owner)
    const hours = rows.map(({ from_time }) => from_time.toISOString())
    expect(hours).toEqual(['2026-01-01T00:00:00.000Z', '2026-05-01T10:00:00.000Z', '2026-06-01T10:00:00.000Z'])
    expect(new Set(rows.map(({ table_name }) => table_name))).toEqual(new Set(['deal_book.deals']))
  })

  test('pages follow the key, and keys find their rows', async () => {
    await clear()
    const rows = ['eu', 'us'].flatMap((region) =>
      ['a', 'b', 'c'].map((id) => ({ deal_id: id, region: region as 'eu' })),
    )
    await call(({ records }) => records.upsert('deals', rows))
    const seen: string[] = []
    for (let after: { deal_id: string; region: 'eu' | 'us' } | null | undefined; after !== null;) {
      const from = after === undefined ? {} : { after }
      const page = await call(({ records }) => records.read('deals', { limit: 2, ...from }))
      seen.push(...page.rows.map((row) => `${row.region} ${row.deal_id}`))
      after = page.next
    }
    expect(seen).toEqual(rows.map((row) => `${row.region} ${row.deal_id}`))
    const keys = [
      { deal_id: 'c', region: 'us' as const },
      { deal_id: 'z', region: 'us' as const },
      { deal_id: 'c', region: 'us' as const },
    ]
    expect((await call(({ records }) => records.read('deals', { keys }))).rows).toMatchObject([
      { deal_id: 'c', region: 'us' },
    ])
    await expect(call(({ records }) => records.read('deals', { limit: 0 }))).rejects.toMatchObject({
      code: 'page_wrong',
    })
  })

  test('a table of nothing but its key takes rows', async () => {
    const owner = { owner_id: '0a000000-0000-4000-8000-0000000000ff' }
    expect(await call(({ records }) => records.upsert('owners', [owner]))).toMatchObject({ inserted: 1 })
    expect(await call(({ records }) => records.upsert('owners', [owner]))).toMatchObject({ unchanged: 1 })
    expect((await call(({ records }) => records.read('owners'))).rows).toEqual([owner])
    expect(await call(({ records }) => records.delete('owners', [owner]))).toEqual({ deleted: 1 })
  })

  test('inside a transaction it is refused', async () => {
    const inside = call(({ records, transaction }) => transaction(() => records.read('deals')))
    await expect(inside).rejects.toMatchObject({ code: 'transaction_open' })
  })

  test('two who bring the same rows in other orders at once both succeed or are told to send again', async () => {
    await clear()
    const rows = Array.from({ length: 200 }, (_, at) => deal(`d${at}`))
    next(({ records }) => records.upsert('deals', rows.toReversed()))
    const caller = { tenant: host.tenants[0] }
    const bring = () => host.call(caller, { plugin: 'deal-book', name: 'work' }) as Promise<{ inserted: number }>
    const all = await Promise.all([bring(), bring(), bring()])
    expect(all.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(200)
  })

  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const row = fc.record(
    {
      deal_id: ids,
      region: fc.constantFrom('eu' as const, 'us' as const),
      amount: fc.option(fc.integer({ min: 0, max: 99_999 }).map((cents) => cents / 100)),
      seats: fc.integer({ min: 0, max: 30 }),
      won: fc.boolean(),
      day: fc.constantFrom('2024-02-29', '2026-12-31'),
    },
    { requiredKeys: ['deal_id', 'region'], noNullPrototype: true },
  )
  const key = ({ deal_id, region }: { deal_id: string; region: string }) => `${region}/${deal_id}`
  const steps = fc.array(
    fc.record({
      tenant: fc.constantFrom(0, 1),
      upsert: fc.uniqueArray(row, { selector: key, maxLength: 6 }),
      remove: fc.uniqueArray(
        fc.record({ deal_id: ids, region: fc.constantFrom('eu' as const, 'us' as const) }, { noNullPrototype: true }),
        { selector: key, maxLength: 2 },
      ),
    }),
    { maxLength: 5 },
  )

  test('it does what a map of rows by their keys does, for each tenant alone', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        await clear()
        const maps = [new Map<string, object>(), new Map<string, object>()] as const
        for (const { tenant, upsert, remove } of taken) {
          const map = maps[tenant] ?? maps[0]
          const whole = upsert.map((one) => ({
            amount: null,
            seats: 1,
            won: null,
            closed_at: null,
            day: null,
            user_id: null,
            ...one,
          }))
          const isSame = (one: object, at: number) =>
            JSON.stringify(sorted(map.get(key(upsert[at] as never)))) === JSON.stringify(sorted(one))
          const unchanged = whole.filter(isSame).length
          const inserted = whole.filter((one) => !map.has(key(one))).length
          const counts = await call(({ records }) => records.upsert('deals', upsert), tenant)
          expect(counts).toEqual({ inserted, updated: whole.length - inserted - unchanged, unchanged })
          for (const one of whole) map.set(key(one), one)
          const deleted = remove.filter((one) => map.delete(key(one))).length
          expect(await call(({ records }) => records.delete('deals', remove), tenant)).toEqual({ deleted })
        }
        for (const [tenant, map] of maps.entries()) {
          const { rows } = await call(({ records }) => records.read('deals'), tenant)
          expect(rows.map(sorted)).toEqual(
            [...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => sorted(one)),
          )
        }
      }),
      { numRuns: 30 },
    )
  }, 120_000)
})

const sorted = (row: object | undefined) =>
  row && Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))

import { asPlugin } from '@tessera/database'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import {
  beginImport,
  endImport,
  importRows,
  sortPart,
  listImports,
  recordTable,
  undoImport,
  type ImportPlace,
} from '../src/index.ts'
import { followerServer, plugin, server } from './deals.ts'

const deal = (deal_id: string, more: object = {}) => ({ deal_id, region: 'eu', ...more })

describeDatabases('imports', (open) => {
  let host: TestHost
  let places: readonly ImportPlace[]
  beforeAll(async () => {
    host = await openTestHost(open, [server, followerServer])
    places = host.tenants.map(({ id: tenantId }) => ({
      tenantId,
      table: recordTable(plugin, 'deals'),
      transaction: (run) => host.database.tenantTransaction(tenantId, run),
      changed: async () => {},
      asPlugin: (db, run) => asPlugin(db, 'deal_book', run),
    }))
    await sql`create unique index on deal_book.deals (tenant_id, user_id)`.execute(host.database.owner)
    await sql`alter table deal_book.deals add constraint later unique (tenant_id, seats, won) deferrable initially deferred`.execute(
      host.database.owner,
    )
    return () => host.close()
  })
  const place = (nth = 0) => places[nth] as ImportPlace
  const begin = () => beginImport(place(), { importer: { kind: 'user', id: 'u1', name: 'Ada' }, file: 'deals.csv' })
  const part = (id: string, rows: readonly object[], firstLine = 2) =>
    sortPart(place().table, { rows, lines: rows.map((_, at) => firstLine + at) }).then((sorted) =>
      importRows(place(), id, sorted),
    )
  const stored = async () =>
    (
      await sql<{ deal_id: string; amount: string | null }>`
        select deal_id, amount::text from deal_book.deals where tenant_id = ${place().tenantId} order by deal_id`.execute(
        host.database.owner,
      )
    ).rows.map(({ deal_id, amount }) => `${deal_id} ${amount}`)
  const only = async (id: string) => (await listImports(place(), { id }))[0]

  test('good rows go in, each bad one is told with its line, and the same file again changes nothing', async () => {
    const rows = [
      deal('a', { amount: 1 }),
      deal('b', { amount: 'much', seats: 0.5 }),
      deal('c', { amount: -1 }),
      deal('d'),
      deal('a', { amount: 2 }),
      ...['e', 'f'].map((id) => deal(id, { seats: 9, won: true })),
    ]
    const expected = [
      [3, 'amount', 'value_wrong'],
      [3, 'seats', 'value_wrong'],
      [4, null, 'refused_by_table'],
      [6, null, 'key_twice'],
      [8, null, 'refused_by_table'],
    ]
    for (const [inserted, unchanged] of [
      [3, 0],
      [0, 3],
    ]) {
      const id = await begin()
      const { refused, ...counts } = await part(id, rows)
      expect(counts).toEqual({ inserted, updated: 0, unchanged })
      expect(refused.toSorted((a, b) => a.line - b.line).map(({ line, column, code }) => [line, column, code])).toEqual(
        expected,
      )
      expect(await part(id, rows)).toMatchObject({ inserted: 0, updated: 0, unchanged: 3 })
      expect((await part(id, [deal('d', { amount: 7 })], 90)).refused).toMatchObject([
        { line: 90, code: 'key_twice', reason: 'has the key of line 5; leave one out' },
      ])
      await endImport(place(), id)
      expect(await only(id)).toMatchObject({ file: 'deals.csv', by: 'Ada', inserted, unchanged, refused: 5 })
      await expect(part(id, rows)).rejects.toMatchObject({ code: 'import_over' })
    }
    expect(await stored()).toEqual(['a 1.00', 'd null', 'e null'])
  })

  test('a part of which the table refuses nearly all rows keeps nobody waiting for all of it', async () => {
    await sql`delete from deal_book.deals`.execute(host.database.owner)
    const id = await begin()
    const rows = Array.from({ length: 200 }, (_, at) => deal(`m${at % 199}`, { amount: at % 100 === 50 ? 1 : -1 }))
    let [tries, triesBefore] = [0, 0]
    let other: Promise<unknown> | null = null
    const asPluginBesideOthers: ImportPlace['asPlugin'] = (db, run) => {
      tries += 1
      other ??= sql`select 1`.execute(host.database.owner).then(() => (triesBefore = tries))
      return place().asPlugin(db, run)
    }
    const lines = rows.map((_, at) => at + 2)
    const sorted = await sortPart(place().table, { rows, lines })
    const { inserted, refused } = await importRows({ ...place(), asPlugin: asPluginBesideOthers }, id, sorted)
    await other
    expect(triesBefore).toBeLessThan(tries / 2)
    expect(tries).toBeLessThan(250)
    expect({ inserted, refused: refused.length }).toEqual({ inserted: 2, refused: 198 })
    expect(refused.filter(({ code }) => code === 'key_twice')).toMatchObject([{ line: 201 }])
    expect(await stored()).toEqual(['m150 1.00', 'm50 1.00'])
    await endImport(place(), id)
    expect(await undoImport(place(), id)).toMatchObject({ removed: 2, leftOver: 0 })
  })

  test('an undo removes what was added and restores what was changed, and leaves what was changed since', async () => {
    await sql`delete from deal_book.deals`.execute(host.database.owner)
    const first = await begin()
    await part(
      first,
      ['a', 'b', 'c'].map((id) => deal(id, { amount: 1.5, closed_at: '2026-03-01T10:30:00.123456Z' })),
    )
    const second = await begin()
    await part(second, [deal('a', { amount: 2 }), deal('b', { amount: 2 })])
    await part(second, [deal('n'), deal('o'), deal('p'), deal('a', { amount: 2 })], 50)
    await endImport(place(), second)
    await sql`update deal_book.deals set amount = 3 where deal_id = 'b'`.execute(host.database.owner)
    await sql`update deal_book.deals set noted_at = now() where deal_id = 'o'`.execute(host.database.owner)
    await sql`delete from deal_book.deals where deal_id = 'p'`.execute(host.database.owner)
    await sql`delete from core.data_changes`.execute(host.database.owner)
    const { left, ...counts } = await undoImport(place(), second)
    expect(counts).toEqual({ removed: 1, restored: 1, leftOver: 2 })
    expect(left.map(({ key, reason }) => [key['deal_id'], reason]).toSorted()).toEqual([
      ['b', 'was changed since'],
      ['o', 'was changed since'],
    ])
    expect(await stored()).toEqual(['a 1.50', 'b 3.00', 'c 1.50', 'o null'])
    const marks = await sql`select 1 from core.data_changes where from_time = '2026-03-01T10:00:00Z'`.execute(
      host.database.owner,
    )
    expect(marks.rows).not.toEqual([])
    await expect(undoImport(place(), second)).rejects.toMatchObject({ code: 'import_undone' })
    expect(await only(second)).toMatchObject({ undo: 'done', removed: 1, restored: 1, leftOver: 2 })
    expect(await undoImport(place(), first)).toMatchObject({ removed: 2, leftOver: 1 })
    expect(await stored()).toEqual(['b 3.00', 'o null'])
    await expect(part(first, [deal('z')])).rejects.toMatchObject({ code: 'import_over' })
  })

  test('a row that others need is left, and so is one whose old values the table no longer takes', async () => {
    await sql`delete from deal_book.deals`.execute(host.database.owner)
    const before = await begin()
    await part(before, [deal('a', { user_id: 'u' }), deal('b')])
    const id = await begin()
    await part(id, [deal('a', { user_id: 'v' }), deal('b', { amount: 4 })])
    await part(await begin(), [deal('c', { user_id: 'u' })])
    const { left, ...counts } = await undoImport(place(), id)
    expect(counts).toEqual({ removed: 0, restored: 1, leftOver: 1 })
    expect(left).toMatchObject([{ key: { deal_id: 'a', region: 'eu' }, reason: expect.stringContaining('once only') }])
  })

  test('only the last imports can be undone, and those of another tenant are not seen', async () => {
    await sql`delete from deal_book.deals`.execute(host.database.owner)
    const id = await begin()
    await part(id, [deal('a')])
    expect(await listImports(place(1))).toEqual([])
    await expect(undoImport(place(1), id)).rejects.toMatchObject({ code: 'import_unknown' })
    // those that have changed nothing yet crowd out nobody
    for (let count = 0; count < 11; count += 1) await begin()
    expect((await only(id))?.undo).toBe('possible')
    await sql`update core.imports set began_at = began_at - interval '31 days' where import_id = ${id}`.execute(
      host.database.owner,
    )
    await begin()
    expect((await only(id))?.undo).toBe('forgotten')
    await expect(undoImport(place(), id)).rejects.toMatchObject({ code: 'import_forgotten' })
    const kept = await sql`select 1 from core.import_rows where import_id = ${id}`.execute(host.database.owner)
    expect(kept.rows).toEqual([])
    await expect(part('0a000000-0000-4000-8000-000000000001', [deal('z')])).rejects.toMatchObject({
      code: 'import_unknown',
    })
  })

  test('what follows a table runs once for all that came, and once more for what came while it ran', async () => {
    const [, tenant] = host.tenants
    const waiting = async () =>
      (await host.jobRuns()).flatMap(({ job, state, tenantId }) =>
        state === 'waiting' && tenantId === tenant.id ? [job] : [],
      )
    const begun = () =>
      sql`update jobs.job set state = 'active', started_on = clock_timestamp()
        where state = 'created' and data ->> 'tenantId' = ${tenant.id}`.execute(host.database.owner)
    const all = ['deal-book.tally', 'deal-follower.look']
    const records = await host.records(tenant, plugin)
    await records.upsert('owners', [{ owner_id: '0a000000-0000-4000-8000-000000000001' }])
    expect(await waiting()).toEqual([])
    const file = 'region,deal_id\neu,a\n'
    const first = await host.importFile(tenant, 'deal-book.deals', file)
    expect((await waiting()).toSorted()).toEqual(all)
    await begun()
    expect(await host.importFile(tenant, 'deal-book.deals', file)).toMatchObject({ unchanged: 1 })
    expect(await waiting()).toEqual([])
    await first.undo()
    await records.upsert('deals', [{ region: 'eu', deal_id: 'b' }])
    await records.delete('deals', [{ region: 'eu', deal_id: 'b' }])
    expect((await waiting()).toSorted()).toEqual(all)
    await begun()
    await host.setPlugin(tenant, 'deal-book', false)
    expect(await waiting()).toEqual(['deal-follower.look'])
  })
})

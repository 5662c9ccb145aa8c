import type { ProblemError } from '@tessera/plugin-api'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { next, server, type Deals } from './deals.ts'

const deal = (deal_id: string, more: object = {}) => ({ deal_id, region: 'eu', ...more })

describeDatabases('rows that are refused', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })
  const upsert = (rows: readonly unknown[], tenant = host.tenants[0]) => {
    next(({ records }) => (records as Deals).upsert('deals', rows as never))
    return host.call({ tenant }, { plugin: 'deal-book', name: 'work' })
  }
  const refusal = async (rows: readonly unknown[]) => {
    const error = await upsert(rows).catch((thrown: unknown) => thrown as ProblemError)
    const { rows: stored } = await sql`select 1 from deal_book.deals`.execute(host.database.owner)
    expect(stored).toEqual([])
    const { code, message, issues } = error as ProblemError
    return { code, message, issues: issues.map((issue) => `${issue.path} ${issue.code}`) }
  }

  test('every bad row is named by its index and column, and nothing is stored', async () => {
    const rows = [
      deal('fine'),
      { region: 'eu' },
      deal('x', { amont: 1, region: 'moon' }),
      null,
      deal('y', { seats: 1.5, day: '2026-02-30', closed_at: '2026-02-01T00:00:00' }),
      deal('z\0'),
    ]
    const { code, message, issues } = await refusal(rows)
    expect(code).toBe('rows_wrong')
    expect(message).toBe('5 of 6 rows cannot be stored, so none was; row 1, deal_id: has no value, and needs one')
    expect(issues).toEqual([
      'rows.1.deal_id value_missing',
      'rows.2.region value_wrong',
      'rows.2.amont column_unknown',
      'rows.3 row_malformed',
      'rows.4.seats value_wrong',
      'rows.4.closed_at value_wrong',
      'rows.4.day value_wrong',
      'rows.5.deal_id value_wrong',
    ])
  })

  test('a key that comes twice is refused at its second place', async () => {
    const { code, message, issues } = await refusal([deal('a'), deal('b'), deal('a', { amount: 2 })])
    expect([code, issues]).toEqual(['rows_wrong', ['rows.2 key_twice']])
    expect(message).toContain('row 2: has the key of row 0; leave one out')
  })

  test.each([
    [{ amount: -1 }, 'deals amount check'],
    [{ amount: 1e8 }, 'out of the range'],
    [{ seats: 40_000 }, 'out of the range'],
  ])('what the table itself refuses is found among the others: %j', async (bad, said) => {
    const rows = Array.from({ length: 40 }, (_, at) => deal(`d${at}`, at === 23 ? bad : {}))
    const { code, message, issues } = await refusal(rows)
    expect([code, issues]).toEqual(['rows_wrong', ['rows.23 refused_by_table']])
    expect(message).toContain(said)
  })

  test('too many rows and too large ones are refused', async () => {
    const many = Array.from({ length: 10_001 }, (_, at) => deal(`d${at}`))
    expect(await refusal(many)).toMatchObject({ code: 'too_many_rows' })
    next(({ records }) => (records as Deals).delete('deals', many as never))
    const deleted = host.call({ tenant: host.tenants[0] }, { plugin: 'deal-book', name: 'work' })
    await expect(deleted).rejects.toMatchObject({ code: 'too_many_rows' })
  })

  test('ten thousand rows are taken at once', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) =>
      deal(`d${at}`, { amount: at, closed_at: '2026-01-05T00:00:00Z' }),
    )
    expect(await upsert(rows, host.tenants[1])).toEqual({ inserted: 10_000, updated: 0, unchanged: 0 })
    expect(await upsert(rows, host.tenants[1])).toEqual({ inserted: 0, updated: 0, unchanged: 10_000 })
    await sql`delete from deal_book.deals`.execute(host.database.owner)
  }, 60_000)

  test('a table that is not there, and a key that is none, are refused', async () => {
    next(({ records }) => (records as Deals).read('dealz' as 'deals'))
    const unknown = host.call({ tenant: host.tenants[0] }, { plugin: 'deal-book', name: 'work' })
    await expect(unknown).rejects.toMatchObject({
      code: 'table_unknown',
      message: expect.stringContaining('it has: deals, owners') as string,
    })
    next(({ records }) => (records as Deals).delete('deals', [{ deal_id: 'a' }] as never))
    const halfKey = host.call({ tenant: host.tenants[0] }, { plugin: 'deal-book', name: 'work' })
    await expect(halfKey).rejects.toMatchObject({
      code: 'keys_wrong',
      message: 'a key cannot be read: key 0, region: has no value, and needs one',
    })
  })
})

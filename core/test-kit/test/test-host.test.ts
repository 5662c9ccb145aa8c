import { beforeAll, expect, test } from 'vitest'
import { describeDatabases, openTestHost, testTenants, type TestHost } from '../src/index.ts'
import { good, written } from './notes.ts'

const [globex, acme] = testTenants

describeDatabases('a test host', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [good])
  })

  test('stores and projects events once, each tenant for itself, whatever text their ids are', async () => {
    const asked = { metrics: [{ id: 'notes.notes' }], dimensions: ['notes.color'] }
    expect(await host.ingest(globex, written(globex))).toEqual({ accepted: 2, duplicate: 0, rejected: [] })
    expect(await host.ingest(globex, [...written(globex), ...written(globex)])).toMatchObject({ duplicate: 4 })
    expect((await host.query(globex, asked)).rows).toEqual([
      ['blue', 1],
      ['red', 1],
    ])
    expect((await host.query(acme, asked)).rows).toEqual([])
  })

  test('rejects what the events endpoint rejects, alone and with the reason', async () => {
    const [first] = written(acme)
    const wrong = [
      { ...first, timestamp: 'noon' },
      { ...first, userId: null },
      { ...first, properties: { author: 1 } },
    ]
    const { accepted, rejected } = await host.ingest(acme, [...wrong, { ...first, id: 'another' }])
    expect(accepted).toBe(1)
    expect(rejected).toEqual([
      { index: 0, code: 'invalid_event', reason: expect.stringMatching(/^timestamp: write an ISO instant/) },
      { index: 1, code: 'user_required', reason: expect.stringContaining('userId') },
      { index: 2, code: 'invalid_properties', reason: expect.stringMatching(/^properties.author: .*expected string/) },
    ])
  })

  test('answers in the zone, currency and at the clock of the tenant', async () => {
    const query = { metrics: [{ id: 'notes.notes' }], time: { range: { last: 1, unit: 'day' as const } } }
    const metas = [await host.query(globex, query), await host.query(acme, query)].map(({ meta }) => meta)
    expect(metas).toMatchObject([
      { timeZone: 'Europe/Berlin', currency: 'EUR', range: { fromInstant: '2026-11-18T23:00:00Z' } },
      { timeZone: 'America/New_York', currency: 'USD', range: { fromInstant: '2026-11-19T05:00:00Z' } },
    ])
    const { sql, parameters } = await host.explain(acme, query)
    expect(sql).toContain('"notes"."notes"')
    expect(parameters).toContain(acme.id)
  })

  test('leaves a database open that it was given open', async () => {
    const database = await open()
    const other = await openTestHost(database, [good])
    await other.close()
    expect((await database.pool.query('select count(*) as n from core.tenants')).rows).toEqual([{ n: 2 }])
  })
})

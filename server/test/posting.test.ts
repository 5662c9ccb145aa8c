import { describeDatabases } from '@tessera/test-kit'
import { maxBatch, type IngestResult } from '@tessera/plugin-api/wire'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'
import { findTenant } from '@tessera/tenancy'
import type { PluginRow } from '../src/trpc/admin-router.ts'

describeDatabases('ingestion', (open) => {
  let app: App
  let authorization = ''
  let tenantId = ''

  beforeAll(async () => {
    app = await startTestApp(await open())
    authorization = `Bearer ${await keyFor(app, 'acme', 'events:write')}`
    tenantId = (await findTenant(app.services.database.owner, 'acme')).id
    return () => app.close()
  })
  afterEach(() => void Reflect.deleteProperty(globalThis, 'fragileBreaks'))

  const send = async (events: readonly unknown[]) => {
    const request = { method: 'POST', url: '/api/v1/events', headers: { authorization }, payload: { events } } as const
    return (await app.fastify.inject(request)).json<IngestResult>()
  }
  const count = async (sqlText: string) => {
    const { rows } = await app.services.database.pool.query<{ n: number }>(sqlText, [tenantId])
    return rows[0]?.n
  }
  const shipped = () => ({ ...orderEvent('US'), event: 'order_shipped' })

  test('ten thousand events, one of them bad, sent twice', async () => {
    const events: object[] = Array.from({ length: maxBatch }, () => orderEvent('US'))
    events[4711] = { ...orderEvent('US'), properties: { country: 'Germany' } }
    const rejected = [{ index: 4711, code: 'invalid_properties', reason: expect.stringContaining('country') }]
    expect(await send(events)).toEqual({ accepted: maxBatch - 1, duplicate: 0, rejected })
    expect(await send(events)).toEqual({ accepted: 0, duplicate: maxBatch - 1, rejected })
    const stored = `select count(*)::int as n from orders.orders where tenant_id = $1 and country = 'US'`
    expect(await count(stored)).toBe(maxBatch - 1)
  })

  test('one id twice in a batch counts once, whatever its case', async () => {
    const event = orderEvent('IT')
    const again = { ...event, id: event.id.toUpperCase() }
    expect(await send([event, again])).toEqual({ accepted: 1, duplicate: 1, rejected: [] })
  })

  test('ids that are no UUIDs count once each, and are kept', async () => {
    const event = { ...orderEvent('PT'), id: 'invoice 17', userId: 'customer-4' }
    expect(await send([event, event])).toEqual({ accepted: 1, duplicate: 1, rejected: [] })
    expect(await send([event])).toEqual({ accepted: 0, duplicate: 1, rejected: [] })
    const kept = await app.services.database.pool.query<{ source_ids: unknown }>(
      `select source_ids from core.events where tenant_id = $1 and source_ids ->> 'id' = 'invoice 17'`,
      [tenantId],
    )
    expect(kept.rows).toEqual([{ source_ids: { id: 'invoice 17', userId: 'customer-4' } }])
  })

  test('an event later than the demo clock sets the clock going', async () => {
    const owner = app.services.database.pool
    const clock = async () =>
      (
        await owner.query<{ at: Date | null }>('select as_of_override as at from core.tenants where tenant_id = $1', [
          tenantId,
        ])
      ).rows[0]?.at
    const standsAt = new Date('2026-01-15T00:00:00Z')
    await owner.query('update core.tenants set as_of_override = $2 where tenant_id = $1', [tenantId, standsAt])
    await send([{ ...orderEvent('NL'), timestamp: '2026-01-14T23:00:00Z' }])
    expect(await clock()).toEqual(standsAt)
    await send([{ ...orderEvent('NL'), timestamp: '2026-01-15T00:00:01Z' }])
    expect(await clock()).toBeNull()
  })

  test('an empty batch is fine', async () => {
    expect(await send([])).toEqual({ accepted: 0, duplicate: 0, rejected: [] })
  })

  test('an event declared by nobody is stored as it came', async () => {
    const event = { ...orderEvent('US'), event: 'page.viewed', properties: { path: '/ä', nested: { a: [1, null] } } }
    expect(await send([event])).toMatchObject({ accepted: 1 })
    const { rows } = await app.services.database.pool.query<{ properties: unknown; timestamp: Date }>(
      'select properties, "timestamp" from core.events where event_id = $1',
      [event.id],
    )
    expect(rows).toEqual([{ properties: event.properties, timestamp: new Date(event.timestamp) }])
  })

  const sendText = async (payload: string | Buffer) => {
    const headers = { authorization, 'content-type': 'application/json' }
    return (await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers, payload })).json<IngestResult>()
  }
  const withProperties = (properties: string, more: object = {}) => {
    const event = { ...orderEvent('US'), event: 'Außenhandel geöffnet', properties: '§', ...more }
    return { id: event.id, text: JSON.stringify(event).replace('"§"', properties) }
  }

  test('numbers, keys and names are stored as they came', async () => {
    const all = [
      '{"n": 9007199254740993}',
      '{"n": 1e400, "m": -1e-400}',
      '{"n": 12345678901234567890.12345678901234567890}',
      '{"n": [0.1, 1e22, -0, 9223372036854775808]}',
      '{"__proto__": {"n": 1}, "constructor": {"prototype": 2}}',
      '{"n": 1, "n": 9007199254740993}',
    ].map((properties) => ({ properties, ...withProperties(properties) }))
    expect(await sendText(`{"events":[${all.map(({ text }) => text).join(',')}]}`)).toMatchObject({ accepted: 6 })
    for (const { id, properties } of all) {
      const { rows } = await app.services.database.pool.query<{ same: boolean; event: string }>(
        'select properties = $2::jsonb as same, event from core.events where event_id = $1',
        [id, properties],
      )
      expect(rows).toEqual([{ same: true, event: 'Außenhandel geöffnet' }])
    }
  })

  test('what cannot be stored as it came is refused alone', async () => {
    const texts = [
      withProperties('{}', { userId: 42, timestamp: '2026-01-10T08:00:00+0200' }).text,
      withProperties('{"n": 1e1001}').text,
      withProperties('{"country": 9007199254740993}', { event: 'order_placed' }).text,
      withProperties('{"t": "é"}').text,
      withProperties('{}').text.replace('{', '{"__proto__":{"event":"x"},'),
      withProperties('{}', { timestamp: '2026-01-10T08:00:00.1234567Z' }).text,
      withProperties('{"t": "é"}').text,
    ]
    const body = Buffer.from(`{"events":[${texts.join(',')}]}`)
    body[body.indexOf('é') + 1] = 0x28
    const { accepted, rejected } = await sendText(body)
    expect(accepted).toBe(2)
    expect(rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'invalid_properties'],
      [2, 'invalid_properties'],
      [3, 'event_malformed'],
      [4, 'invalid_event'],
      [5, 'invalid_event'],
    ])
  })

  test('two senders of the same events at once store each once', async () => {
    const events = Array.from({ length: 500 }, () => orderEvent('SE'))
    const [one, two] = await Promise.all([send(events), send(events.toReversed())])
    expect(one.accepted + two.accepted).toBe(500)
    expect(one.duplicate + two.duplicate).toBe(500)
    expect(await count(`select count(*)::int as n from orders.orders where tenant_id = $1 and country = 'SE'`)).toBe(
      500,
    )
  })

  test('a plugin that fails loses no event, keeps nobody else from his, and catches up later', async () => {
    const seen = 'select count(*)::int as n from fragile.seen where tenant_id = $1'
    const waiting = 'select count(*)::int as n from core.projection_backlog where tenant_id = $1'
    Reflect.set(globalThis, 'fragileBreaks', true)
    const before = await count(seen)
    expect(await send([shipped(), shipped(), orderEvent('FI')])).toMatchObject({ accepted: 3, rejected: [] })
    expect(await count(seen)).toBe(before)
    expect(await count(waiting)).toBe(2)
    expect(await count(`select count(*)::int as n from orders.orders where tenant_id = $1 and country = 'FI'`)).toBe(1)
    const status = app.services.registry.statuses().find((one) => one.id === 'fragile')
    expect(status).toMatchObject({ state: 'degraded', error: expect.stringContaining('no more room') })

    Reflect.set(globalThis, 'fragileBreaks', false)
    await send([orderEvent('FI')])
    await app.services.projections.idle()
    expect(await count(seen)).toBe((before ?? 0) + 2)
    expect(await count(waiting)).toBe(0)
  })

  test('what waits is tried again', async () => {
    Reflect.set(globalThis, 'fragileBreaks', true)
    await send([shipped()])
    Reflect.set(globalThis, 'fragileBreaks', false)
    await app.services.projections.idle()
    expect(await count('select count(*)::int as n from core.projection_backlog where tenant_id = $1')).toBe(0)
  })

  test('admins see what a plugin could not process, and have it tried again', async () => {
    Reflect.set(globalThis, 'fragileBreaks', true)
    await send([shipped()])
    const cookie = await cookieFor(app.fastify, 'admin')
    const plugins = async () => {
      const response = await app.fastify.inject({ url: '/trpc/admin.plugins', headers: { cookie } })
      const { result } = response.json<{ result: { data: readonly PluginRow[] } }>()
      return Object.fromEntries(result.data.map(({ id, projection }) => [id, projection]))
    }
    const retry = (plugin: string) =>
      app.fastify.inject({
        method: 'POST',
        url: '/trpc/admin.retryProjection',
        headers: { cookie },
        payload: { plugin },
      })
    expect(await plugins()).toMatchObject({
      fragile: { version: 1, behind: 0, aside: 1, reason: expect.stringContaining('no more room') },
      orders: { behind: 0, aside: 0, reason: null },
      ungated: null,
    })
    Reflect.set(globalThis, 'fragileBreaks', false)
    expect((await retry('fragile')).statusCode).toBe(200)
    await app.services.projections.settled()
    expect(await plugins()).toMatchObject({ fragile: { aside: 0, reason: null } })
    expect((await retry('ungated')).json()).toMatchObject({ error: { data: { code: 'projection_unknown' } } })
  })
})

import { createHmac } from 'node:crypto'
import { definePlugin, secret, webhook } from '@tessera/plugin-api'
import { defineServer, hmacMatches } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { jobErrors } from '@tessera/jobs'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openWebhooks, type WebhookParts, type Webhooks } from '../src/index.ts'

const plugin = definePlugin({
  id: 'shop',
  title: 'Shop',
  settings: z.object({ signingKey: secret({ title: 'Signing key' }) }),
  webhooks: { orders: webhook({ title: 'Orders', description: 'Enter it at the shop.', maxKilobytes: 2 }) },
})
const handled: unknown[] = []
const followed: unknown[] = []
let fails = 0
let hangs = false
let begun = 0
const server = defineServer(plugin, {
  webhooks: {
    orders: {
      verify: async ({ raw, headers, secrets }) => {
        const key = await secrets.read('signingKey')
        const signed = `${headers['x-at']}.${raw.toString()}`
        if (!hmacMatches({ secret: key, signed, signature: headers['x-signature'] })) return null
        return { id: headers['x-id'] ?? '', signedAt: new Date(Number(headers['x-at'])) }
      },
      handle: async ({ body, tenant, delivery, attempt, settings }) => {
        begun += 1
        if (hangs) await new Promise(() => {})
        if (fails-- > 0) throw new Error('no luck')
        handled.push([tenant.slug, delivery, attempt, body, settings])
      },
    },
  },
})
const clock = Date.parse('2026-11-20T12:00:00Z')
const sent = (id: string, more: { at?: number; key?: string; raw?: string; type?: string } = {}) => {
  const { at = clock, key = 'key-globex', raw = `{"id":"${id}"}`, type = 'application/json' } = more
  const signature = createHmac('sha256', key).update(`${at}.${raw}`).digest('hex')
  const headers = { 'content-type': type, 'x-id': id, 'x-at': String(at), 'x-signature': signature }
  return { raw, headers }
}

describeDatabases('webhooks', (open) => {
  let host: TestHost
  let webhooks: Webhooks
  let now = clock
  const queued: Parameters<WebhookParts['jobs']['enqueue']>[] = []
  const off = new Set<string>()
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    const { database, registry, vault, tenants } = host
    const services: WebhookParts['services'] = {
      forTenant: (contract, tenant) =>
        Promise.resolve({
          tenant,
          settings: {},
          secrets: { read: (name: string) => vault.read(tenant.id, contract, name) },
        } as never),
      follow: async (changed) => void followed.push(changed),
      tenantsWith: async (_, id) => tenants.filter((tenant) => tenant.id === id && !off.has(tenant.id)),
    }
    webhooks = openWebhooks({
      owner: database.owner,
      registry,
      vault,
      services,
      now: () => now,
      jobs: { enqueue: async (...given) => (queued.push(given), 'run') },
    })
    await host.setSettings(tenants[0], 'shop', { signingKey: 'key-globex' })
    return () => host.close()
  })
  beforeEach(async () => {
    await sql`delete from core.webhook_deliveries`.execute(host.database.owner)
    queued.splice(0)
    handled.splice(0)
    followed.splice(0)
    off.clear()
    fails = 0
    hangs = false
    begun = 0
    now = clock
  })
  const place = (n: 0 | 1) => ({ tenantId: host.tenants[n].id, plugin: 'shop', name: 'orders' })
  const addressOf = async (n: 0 | 1) => (await webhooks.list(host.tenants[n].id, 'shop'))[0]?.path ?? null
  const receive = (path: string, { raw, headers }: ReturnType<typeof sent>) => {
    const [, , name = '', token = ''] = path.replace('/api/', '').split('/')
    const id = path.split('/')[2] ?? ''
    return webhooks.receive({ plugin: id, name, token, headers, readRaw: async () => Buffer.from(raw) }).then(
      ({ isNew }) => isNew,
      (error: { code?: string }) => error.code,
    )
  }
  const stored = async () =>
    (
      await sql<{ delivery_id: string; state: string; raw: unknown }>`
      select delivery_id, state, raw from core.webhook_deliveries order by 1`.execute(host.database.owner)
    ).rows
  const run = (attempt = 1) => {
    const [, options] = queued.at(-1) ?? []
    const work = { run: 'r', tenantId: options?.tenantId ?? null, input: options?.input, attempt }
    return webhooks.job?.run({ ...work, signal: new AbortController().signal, progress: async () => {} })
  }

  test('have an address for each tenant, which admins see, make and make anew', async () => {
    expect(await webhooks.list(host.tenants[0].id, 'shop')).toMatchObject([
      { name: 'orders', title: 'Orders', path: null, done: 0, lastAt: null },
    ])
    const first = await webhooks.renew(place(0), null)
    expect(first).toMatch(/^\/api\/shop\/webhooks\/orders\/[\w-]{43}$/)
    expect(await addressOf(0)).toBe(first)
    const second = await webhooks.renew(place(0), null)
    expect(await addressOf(0)).toBe(second)
    expect(await receive(first, sent('a'))).toBe('webhook_unknown')
    expect(await receive(second, sent('a'))).toBe(true)
    const { rows } = await sql<{ all: string }>`
      select string_agg(a::text, '') || (select string_agg(s::text, '') from core.plugin_secrets s) as all
      from core.webhook_addresses a`.execute(host.database.owner)
    const token = second.split('/').at(-1) ?? ''
    expect(rows[0]?.all).not.toContain(token)
    expect(rows[0]?.all).not.toContain(Buffer.from(token).toString('hex'))
    await expect(webhooks.renew({ ...place(0), name: 'gone' }, null)).rejects.toMatchObject({
      code: 'webhook_undeclared',
    })
  })

  test('are handled once, for the tenant of the address, whatever else the request says', async () => {
    const path = await webhooks.renew(place(0), null)
    expect(await receive(path, sent('a'))).toBe(true)
    expect(queued).toEqual([
      [
        'core.webhook',
        {
          tenantId: host.tenants[0].id,
          input: { plugin: 'shop', name: 'orders', delivery: 'a' },
          key: '["shop","orders","a"]',
        },
      ],
    ])
    await run()
    expect(handled).toEqual([['globex', 'a', 1, { id: 'a' }, {}]])
    expect(followed).toEqual([{ tenantId: host.tenants[0].id, plugin: 'shop' }])
    expect(await stored()).toEqual([{ delivery_id: 'a', state: 'done', raw: null }])
    expect(await receive(path, sent('a'))).toBe(false)
    await run()
    expect(handled).toHaveLength(1)
    expect(await receive(path, sent('text', { raw: 'a=1', type: 'text/plain' }))).toBe(true)
    await run()
    expect(handled.at(-1)).toEqual(['globex', 'text', 1, 'a=1', {}])
    expect((await webhooks.list(host.tenants[0].id, 'shop'))[0]).toMatchObject({ done: 2, waiting: 0 })
    expect((await webhooks.list(host.tenants[1].id, 'shop'))[0]).toMatchObject({ done: 0, path: null })
  })

  test('that are not signed right, or long ago, are refused, and nothing of them is kept', async () => {
    const path = await webhooks.renew(place(0), null)
    const minutes = 60_000
    const wrong = [
      sent('a', { key: 'key-acme' }),
      { ...sent('a'), raw: '{"id":"b"}' },
      { ...sent('a'), headers: { ...sent('a').headers, 'x-signature': '' } },
      sent('a', { at: clock - 6 * minutes }),
      sent('a', { at: clock + 6 * minutes }),
      sent(''),
      sent('x'.repeat(501)),
      sent('a\0b'),
      sent('\ud800'),
    ]
    for (const each of wrong) expect(await receive(path, each)).toBe('webhook_unverified')
    expect(await receive(path, sent('a', { raw: '{"id":' }))).toBe('body_malformed')
    expect([await stored(), queued]).toEqual([[], []])
    expect(await receive(path, sent('a', { at: clock - 4 * minutes }))).toBe(true)
  })

  test('of a tenant without the secret are unsigned too', async () => {
    expect(await receive(await webhooks.renew(place(1), null), sent('a'))).toBe('webhook_unverified')
  })

  test('of a plugin that is off, another plugin or a made-up token look alike', async () => {
    const path = await webhooks.renew(place(0), null)
    const unknown = [
      path.replace('/shop/', '/mail/'),
      path.replace('/orders/', '/refunds/'),
      path.replace('/orders/', '/constructor/'),
      path.slice(0, -1),
      `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`,
    ]
    for (const each of unknown) expect(await receive(each, sent('a'))).toBe('webhook_unknown')
    off.add(host.tenants[0].id)
    expect(await receive(path, sent('a'))).toBe('webhook_unknown')
    expect(await stored()).toEqual([])
  })

  test('that fail are tried again, and wait for their sender when they failed for good', async () => {
    const path = await webhooks.renew(place(0), null)
    await receive(path, sent('a'))
    fails = 2
    await expect(run(1)).rejects.toThrow('no luck')
    expect(await stored()).toMatchObject([{ state: 'waiting' }])
    const shown = async (n: 0 | 1 = 0) => webhooks.deliveries(host.tenants[n].id)
    const about = { plugin: 'shop', webhook: 'orders', delivery: 'a' }
    expect(await shown()).toMatchObject([{ ...about, state: 'waiting', attempts: 1, reason: 'no luck', endedAt: null }])
    expect(await shown(1)).toEqual([])
    await expect(run(9)).rejects.toThrow('no luck')
    expect(await stored()).toMatchObject([{ state: 'failed' }])
    expect(await shown()).toMatchObject([{ state: 'failed', attempts: 9, endedAt: expect.any(String) }])
    expect((await webhooks.list(host.tenants[0].id, 'shop'))[0]).toMatchObject({ failed: 1, done: 0 })
    expect(await receive(path, sent('a'))).toBe(true)
    expect(await shown()).toMatchObject([{ state: 'waiting', reason: 'no luck', endedAt: null }])
    await run(1)
    expect(await shown()).toMatchObject([{ state: 'done', attempts: 1, reason: null, endedAt: expect.any(String) }])
    // why: what was sent may be anything, and is not shown
    expect(Object.keys((await shown())[0] ?? {})).not.toContain('raw')
    expect(handled).toHaveLength(1)
    expect(await receive(path, sent('a'))).toBe(false)
  })

  test('that never end are noted as failed when their time is up, those of a server that stops are not', async () => {
    await receive(await webhooks.renew(place(0), null), sent('a'))
    hangs = true
    const [, options] = queued.at(-1) ?? []
    const begin = () => {
      const ending = new AbortController()
      const work = { run: 'r', tenantId: options?.tenantId ?? null, input: options?.input, attempt: 9 }
      void webhooks.job?.run({ ...work, signal: ending.signal, progress: async () => {} })
      return ending
    }
    const shown = async () => (await webhooks.deliveries(host.tenants[0].id))[0]
    const stopped = begin()
    const late = begin()
    // why: the handler must have begun, or the end of its time finds nobody
    await expect.poll(() => begun).toBe(2)
    stopped.abort(jobErrors('job_stopped', {}))
    expect(await shown()).toMatchObject({ state: 'waiting', reason: null })
    late.abort(jobErrors('job_timed_out', { job: 'core.webhook', seconds: 120 }))
    await expect.poll(shown).toMatchObject({ state: 'failed', attempts: 9, reason: expect.stringContaining('120 s') })
  })

  test('are bounded by address, a minute at a time', async () => {
    const path = await webhooks.renew(place(0), null)
    const wrong = sent('a', { key: 'no' })
    for (let n = 0; n < 600; n += 1) await receive(path, wrong)
    expect(await receive(path, sent('a'))).toBe('webhook_too_many')
    now += 61_000
    expect(await receive(path, sent('a', { at: now }))).toBe(true)
  })

  test('are out of reach of what plugins send to the database', async () => {
    const asPlugin = (table: string) =>
      host.database.tenantTransaction(host.tenants[0].id, (db) => sql.raw(`select * from core.${table}`).execute(db))
    await expect(asPlugin('webhook_addresses')).rejects.toThrow(/permission denied/)
    await expect(asPlugin('webhook_deliveries')).rejects.toThrow(/permission denied/)
  })

  test('are tried in a test host with their services, and fail as they fail', async () => {
    const at = Date.now()
    expect(await host.webhook(host.tenants[0], 'shop.orders', sent('kit', { at }))).toEqual({ isNew: true })
    expect(handled).toEqual([['globex', 'kit', 1, { id: 'kit' }, {}]])
    expect(await host.webhook(host.tenants[0], 'shop.orders', sent('kit', { at }))).toEqual({ isNew: false })
    fails = 1
    await expect(host.webhook(host.tenants[0], 'shop.orders', sent('b', { at }))).rejects.toThrow('no luck')
    const unsigned = { raw: '{}', headers: {} }
    await expect(host.webhook(host.tenants[0], 'shop.orders', unsigned)).rejects.toMatchObject({
      code: 'webhook_unverified',
    })
  })
})

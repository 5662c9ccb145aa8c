import { describeOneDatabase } from '@tessera/test-kit'
import type { AuditPage } from '@tessera/plugin-api/wire'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

const path = '/api/v1/audit'

describeOneDatabase('the record of who did what, over HTTP', (open) => {
  let app: App
  let admin: Readonly<Record<string, string>>
  let key: Readonly<Record<string, string>>
  beforeAll(async () => {
    app = await startTestApp(await open())
    admin = { cookie: await cookieFor(app.fastify, 'admin') }
    key = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read', 'admin')}` }
    return () => app.close()
  })

  const read = async (query = '', headers = admin) =>
    (await app.fastify.inject({ url: `${path}${query}`, headers })).json<AuditPage & { code?: string }>()
  const settings = (headers: Readonly<Record<string, string>>, mostListed: number) =>
    app.fastify.inject({
      method: 'PATCH',
      url: '/api/v1/plugins/orders/settings',
      headers,
      payload: { change: { mostListed } },
    })
  const call = (name: string, payload: object) =>
    app.fastify.inject({ method: 'POST', url: `/trpc/${name}`, headers: admin, payload })

  test('names what admins and keys changed, by plugin', async () => {
    await settings(admin, 7)
    await settings(key, 8)
    await call('admin.setPlugin', { plugin: 'orders', enabled: false })
    await call('admin.setPlugin', { plugin: 'orders', enabled: true })
    const entries = (await read('?plugin=orders')).entries.filter(({ action }) => action.startsWith('core.'))
    expect(entries.map(({ action, actor }) => [action, actor.kind])).toEqual([
      ['core.plugin_enabled', 'person'],
      ['core.plugin_disabled', 'person'],
      ['core.settings_changed', 'key'],
      ['core.settings_changed', 'person'],
    ])
    expect(entries[2]?.actor.name).toBe('test')
    expect(entries[3]).toMatchObject({ plugin: 'orders', details: { changed: ['mostListed'] } })
    expect(entries[3]?.actor.name).toMatch(/\w/)
  })

  test('has what a plugin did after it was switched off', async () => {
    const left = async () => (await read('?plugin=orders')).entries.find(({ action }) => action === 'orders.left')
    await expect.poll(left, { timeout: 20_000 }).toMatchObject({ actor: { kind: 'job', id: 'orders.on disable' } })
  })

  test('names keys that were made and revoked, and never their secret', async () => {
    const made = await app.fastify.inject({
      method: 'POST',
      url: '/api/v1/keys',
      headers: admin,
      payload: { name: 'CI', scopes: ['metrics:read'] },
    })
    const { id, key: secret } = made.json<{ id: string; key: string }>()
    await call('admin.revokeKey', { id })
    const { entries } = await read()
    expect(entries.slice(0, 2)).toMatchObject([
      { action: 'core.key_revoked', subject: id },
      { action: 'core.key_made', subject: id, plugin: null, details: { name: 'CI', scopes: ['metrics:read'] } },
    ])
    expect(JSON.stringify(entries)).not.toContain(secret)
  })

  test('comes in pages, each entry once, to admins of the tenant alone', async () => {
    const all = await read()
    expect(all.entries.length).toBeGreaterThan(4)
    const paged: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: AuditPage = await read(next === '' ? '?limit=2' : `?limit=2&before=${next}`)
      paged.push(...page.entries.map(({ id }) => id))
      next = page.next
    }
    expect(paged).toEqual(all.entries.map(({ id }) => id))
    const id = '00000000-0000-7000-8000-00000000000a'
    for (const before of ['yesterday', `2026-02-31T00:00:00.000Z_${id}`, `0000-01-01T00:00:00.000Z_${id}`]) {
      expect(await read(`?before=${before}`)).toMatchObject({ code: 'audit_cursor_invalid' })
    }
    expect(await read('', { cookie: await cookieFor(app.fastify, 'viewer') })).toMatchObject({ code: 'scope_missing' })
    const other = { authorization: `Bearer ${await keyFor(app, 'globex', 'admin')}` }
    expect((await read('', other)).entries).toEqual([])
  })
})

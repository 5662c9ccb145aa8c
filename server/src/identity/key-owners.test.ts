import { describeOneDatabase } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { makeUser, signIn, type TestUser } from '../../fixtures/make-user.ts'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import { type ApiKeyInfo, removeMember, setMember } from '@tessera/identity'
import { findTenant } from '@tessera/tenancy'

interface Said<Data> {
  readonly result?: { readonly data: Data }
  readonly error?: { readonly data: { readonly code: string } }
}

describeOneDatabase('a key', (open) => {
  let app: App
  let tenantId = ''
  let admin: Record<string, string>
  let addresses = 0

  beforeAll(async () => {
    app = await startTestApp(await open())
    tenantId = (await findTenant(app.services.database.owner, 'acme')).id
    admin = { cookie: await cookieFor(app.fastify, 'admin') }
    return () => app.close()
  })

  const call = async <Data>(headers: Record<string, string>, path: string, payload: object): Promise<Said<Data>> =>
    (await app.fastify.inject({ method: 'POST', url: `/trpc/${path}`, headers, payload })).json()
  const make = async (headers: Record<string, string>, input: object) =>
    call<{ id: string; key: string }>(headers, 'admin.createKey', { name: 'test', scopes: ['metrics:read'], ...input })
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
  const status = async (key: string) =>
    (await app.fastify.inject({ url: '/trpc/catalogue.metrics', headers: bearer(key) })).statusCode
  const list = async () =>
    (await app.fastify.inject({ url: '/trpc/admin.keys', headers: admin })).json<Said<ApiKeyInfo[]>>().result?.data ??
    []
  const someAdmin = async () => {
    const user = await makeUser(app, 'acme', 'admin')
    const { cookie } = await signIn(app, user, `198.51.100.${(addresses += 1)}`)
    return { user, headers: { cookie } }
  }
  const madeBy = async (headers: Record<string, string>, input: object = {}) => {
    const said = await make(headers, input)
    if (!said.result) throw new Error(JSON.stringify(said.error))
    return said.result.data
  }
  const leave = ({ id }: TestUser) => removeMember(app.services.database.owner, { tenantId, member: id, keysTo: null })

  test('shows whose it is', async () => {
    const { user, headers } = await someAdmin()
    const { id } = await madeBy(headers)
    await keyFor(app, 'acme', 'metrics:read')
    const keys = await list()
    expect(keys.find((one) => one.id === id)).toMatchObject({
      owner: { id: user.id, email: user.email },
      state: 'active',
    })
    expect(keys.filter(({ owner }) => owner === null).length).toBeGreaterThan(0)
  })

  test('ends with the membership, however that ends, and with the person', async () => {
    const { owner } = app.services.database
    const ends: ((user: TestUser) => Promise<unknown>)[] = [
      leave,
      ({ id }) => sql`delete from auth.member where "userId" = ${id}`.execute(owner),
      ({ id }) => sql`delete from auth."user" where id = ${id}`.execute(owner),
    ]
    for (const end of ends) {
      const { user, headers } = await someAdmin()
      const { key } = await madeBy(headers)
      const made = await madeBy(bearer((await madeBy(headers, { scopes: ['admin', 'metrics:read'] })).key))
      expect(await Promise.all([status(key), status(made.key)])).toEqual([200, 200])
      await end(user)
      expect(await Promise.all([status(key), status(made.key)])).toEqual([401, 401])
    }
  })

  test('handed over, it goes on when its maker leaves, and comes back where the maker left before', async () => {
    const { owner } = app.services.database
    const [leaver, heir] = [await someAdmin(), await someAdmin()]
    const early = await madeBy(leaver.headers)
    const late = await madeBy(leaver.headers)
    expect(await call(heir.headers, 'admin.giveKey', { id: early.id, to: heir.user.email })).toMatchObject({
      result: {},
    })
    await sql`delete from auth.member where "userId" = ${leaver.user.id}`.execute(owner)
    expect(await Promise.all([early, late].map(({ key }) => status(key)))).toEqual([200, 401])
    expect((await list()).find(({ id }) => id === late.id)).toMatchObject({ state: 'owner_left' })
    await call(heir.headers, 'admin.giveKey', { id: late.id, to: heir.user.id })
    expect(await status(late.key)).toBe(200)
  })

  test('is handed over to members only who could have made it, by callers who could', async () => {
    const { headers } = await someAdmin()
    const viewer = await makeUser(app, 'acme', 'viewer')
    const stranger = await makeUser(app, 'globex', 'admin')
    const { id } = await madeBy(headers, { scopes: ['admin', 'events:write'] })
    const give = async (by: Record<string, string>, to: string, key = id) =>
      (await call(by, 'admin.giveKey', { id: key, to })).error?.data.code
    expect(await give(headers, viewer.email)).toBe('key_owner_lacks')
    expect(await give(headers, stranger.email)).toBe('member_unknown')
    expect(await give(headers, 'admin@acme.example', crypto.randomUUID())).toBe('key_unknown')
    expect(await give(bearer(await keyFor(app, 'acme', 'admin')), 'admin@acme.example')).toBe('key_owner_lacks')
    expect(await give(bearer(await keyFor(app, 'globex', 'admin')), stranger.email)).toBe('key_unknown')
  })

  test('holds no more than its owner could give now', async () => {
    const { user, headers } = await someAdmin()
    const { key } = await madeBy(headers, { scopes: ['admin', 'metrics:read', 'events:write', 'rows:read_personal'] })
    const reach = async () => {
      const members = await app.fastify.inject({ url: '/trpc/admin.members', headers: bearer(key) })
      const payload = { events: [orderEvent('DE')] }
      const events = await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers: bearer(key), payload })
      return [await status(key), members.statusCode, events.statusCode]
    }
    expect(await reach()).toEqual([200, 200, 200])
    await setMember(app.services.database.owner, { tenantId, userId: user.id, role: 'viewer' })
    expect(await reach()).toEqual([200, 403, 403])
    await setMember(app.services.database.owner, { tenantId, userId: user.id, role: 'admin' })
    expect(await reach()).toEqual([200, 200, 200])
  })

  test('makes keys with the rights it has, and no others', async () => {
    const maker = bearer(await keyFor(app, 'acme', 'admin'))
    for (const scope of ['metrics:read', 'events:write', 'rows:read_personal']) {
      expect((await make(maker, { scopes: [scope] })).error?.data.code).toBe('scope_missing')
      expect((await make(maker, { scopes: ['admin', scope] })).error?.data.code).toBe('scope_missing')
    }
    expect((await make(maker, { scopes: ['admin'] })).result?.data.key).toMatch(/^tsk_/)
    for (const scope of ['metrics:read', 'events:write'] as const) {
      expect((await make(bearer(await keyFor(app, 'acme', scope)), { scopes: [scope] })).error?.data.code).toBe(
        'scope_missing',
      )
    }
  })

  test('makes no key that outlives it', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    const later = new Date(Date.now() + 7_200_000).toISOString()
    const maker = bearer((await madeBy(admin, { scopes: ['admin'], expiresAt: soon })).key)
    expect((await make(maker, { scopes: ['admin'], expiresAt: later })).error?.data.code).toBe('key_outlives')
    const { id } = await madeBy(maker, { scopes: ['admin'] })
    expect((await list()).find((one) => one.id === id)?.expiresAt).toBe(soon)
  })

  test.each(['2020-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '2026-01-01T00:00:00+14:00'])(
    'is not made to expire in the past: %s',
    async (expiresAt) => {
      expect((await make(admin, { expiresAt })).error?.data.code).toBe('expiry_past')
    },
  )

  test.each([
    [{ expiresAt: 'tomorrow' }],
    [{ expiresAt: '2099-13-01T00:00:00Z' }],
    [{ name: '' }],
    [{ name: 'x'.repeat(101) }],
    [{ name: 'two\nlines' }],
    [{ name: 'a\u0000b' }],
    [{ scopes: [] }],
    [{ ownerId: crypto.randomUUID() }],
  ])('is not made of %j', async (input) => {
    expect((await make(admin, input)).error?.data.code).toBe('input_invalid')
  })

  test('is not made with a scope there is not', async () => {
    expect((await make(admin, { scopes: ['everything'] })).error?.data.code).toBe('scope_unknown')
  })
})

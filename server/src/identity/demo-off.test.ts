import { openDatabase } from '@tessera/database'
import { describeOneDatabase } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { makeUser, signIn, type TestUser } from '../../fixtures/make-user.ts'
import { cookieFor, keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import { createTenant, migrateCore } from '@tessera/tenancy'

const roles = ['viewer', 'editor', 'admin'] as const

describeOneDatabase('a database with tenants of its own', (open) => {
  test('has no demo, though it was asked for: nobody signs in as a real person by one click', async () => {
    const database = await open()
    await migrateCore(database)
    await createTenant(database, { slug: 'acme', name: 'The real Acme' })
    const app = await startTestApp(database)
    await sql`insert into auth."user" (name, email, "emailVerified") values ('Real', 'admin@acme.example', true)`.execute(
      database.owner,
    )
    const payload = { role: 'admin' }
    const clicked = await app.fastify.inject({ method: 'POST', url: '/api/demo/sign-in', payload })
    expect([clicked.statusCode, clicked.headers['set-cookie']]).toEqual([404, undefined])
    const me = await app.fastify.inject('/trpc/session.me')
    expect(me.json()).toMatchObject({ result: { data: { demo: false } } })
    await app.close()
  })
})

describeOneDatabase('a demo that nobody asked for by name', (open, kind) => {
  // why: two servers open it here, and nobody else opens an embedded one
  test.skipIf(kind === 'embedded')('is not offered to whom a proxy on the same machine passes on', async () => {
    const database = await open()
    const byName = await startTestApp(database)
    const app = await startTestApp(await openDatabase({ url: database.url }), { env: { TESSERA_DEMO: undefined } })
    const click = ({ fastify }: App, headers: Readonly<Record<string, string>>) =>
      fastify.inject({ method: 'POST', url: '/api/demo/sign-in', payload: { role: 'admin' }, headers })
    expect((await click(app, {})).statusCode).toBe(200)
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
      const refused = await click(app, { [name]: '192.0.2.9' })
      expect(refused.json()).toMatchObject({ status: 404, code: 'demo_off' })
      expect(refused.headers['set-cookie']).toBeUndefined()
      expect((await click(byName, { [name]: '192.0.2.9' })).statusCode).toBe(200)
    }
    await app.close()
    await byName.close()
  })
})

describeOneDatabase('where the demo is off', (open) => {
  let on: App
  let off: App
  let person: TestUser
  const cookies: string[] = []
  const keys: string[] = []

  beforeAll(async () => {
    const database = await open()
    on = await startTestApp(database)
    await createTenant(database, { slug: 'real', name: 'Real' })
    for (const role of roles) cookies.push(await cookieFor(on.fastify, role))
    for (const slug of ['acme', 'globex', 'initech']) keys.push(await keyFor(on, slug, 'metrics:read', 'admin'))
    person = await makeUser(on, 'real', 'admin')
    off = await startTestApp(await openDatabase({ url: database.url }), { env: { TESSERA_DEMO: '0' } })
    return async () => {
      await off.close()
      await on.close()
    }
  })

  /** What an app makes of each caller, at every kind of door. */
  const answers = async ({ fastify }: App) => {
    const headers = [
      ...cookies.map((cookie) => ({ cookie })),
      ...keys.map((key) => ({ authorization: `Bearer ${key}` })),
    ]
    const query = { metrics: [{ id: 'orders.orders' }] }
    const asked = headers.flatMap((sent) => [
      fastify.inject({ url: '/trpc/catalogue.metrics', headers: sent }),
      fastify.inject({ url: '/api/v1/metrics', headers: sent }),
      fastify.inject({ method: 'POST', url: '/api/v1/metrics/query', headers: sent, payload: query }),
    ])
    return new Set((await Promise.all(asked)).map(({ statusCode }) => statusCode))
  }

  test('sessions of its people and keys of its tenants answer nothing, from the next request on, and again when it is on', async () => {
    for (let round = 0; round < 2; round += 1) {
      expect(await answers(on)).toEqual(new Set([200]))
      expect(await answers(off)).toEqual(new Set([401]))
    }
    for (const cookie of cookies) {
      const session = await off.fastify.inject({ url: '/api/auth/get-session', headers: { cookie } })
      expect(session.json()).toBeNull()
      const me = await off.fastify.inject({ url: '/trpc/session.me', headers: { cookie } })
      expect(me.json()).toMatchObject({ result: { data: { user: null, tenant: null, demo: false } } })
    }
  })

  test('nobody becomes a demo person', async () => {
    for (const role of roles) {
      const clicked = await off.fastify.inject({ method: 'POST', url: '/api/demo/sign-in', payload: { role } })
      expect(clicked.json()).toMatchObject({ code: 'demo_off' })
      expect(clicked.headers['set-cookie']).toBeUndefined()
    }
  })

  test('real people and the keys of real tenants go on', async () => {
    const { cookie } = await signIn(off, person, '192.0.2.1')
    const key = await keyFor(off, 'real', 'metrics:read')
    for (const headers of [{ cookie }, { authorization: `Bearer ${key}` }]) {
      expect((await off.fastify.inject({ url: '/trpc/catalogue.metrics', headers })).statusCode).toBe(200)
    }
  })

  test('a demo tenant stays one when its clock was released by real events', async () => {
    await sql`update core.tenants set as_of_override = null where slug = 'acme'`.execute(on.services.database.owner)
    expect(await answers(off)).toEqual(new Set([401]))
  })

  test('a real person whose address is a demo one is nobody to click on', async () => {
    const { owner } = on.services.database
    await sql`delete from auth."user" where email = 'editor@acme.example'`.execute(owner)
    await sql`insert into auth."user" (name, email, "emailVerified") values ('Real', 'editor@acme.example', true)`.execute(
      owner,
    )
    const clicked = await on.fastify.inject({ method: 'POST', url: '/api/demo/sign-in', payload: { role: 'editor' } })
    expect(clicked.json()).toMatchObject({ code: 'demo_off' })
  })
})

import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describeOneDatabase } from '@tessera/test-kit'
import { betterAuth } from 'better-auth'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { cookieFor, startTestApp } from '../../fixtures/test-app.ts'
import { makeUser, signIn, type TestUser } from '../../fixtures/make-user.ts'
import type { App } from '../start/app.ts'

/** Every address better-auth would serve by itself, from its own definitions, so that new ones are among them. */
function endpointsOf(app: App): readonly { readonly path: string; readonly method: 'GET' | 'POST' }[] {
  return Object.values(betterAuth(app.services.auth.options).api).flatMap((endpoint) => {
    const { path, options } = endpoint as { readonly path?: string; readonly options: { readonly method?: unknown } }
    if (path === undefined) return []
    const methods = [options.method].flat().map((method) => (method === 'GET' ? ('GET' as const) : ('POST' as const)))
    return [...new Set(methods)].map((method) => ({ path: `/api/auth${path.replace(/:\w+/g, 'x')}`, method }))
  })
}

const offered = ['/api/auth/sign-in/email', '/api/auth/sign-out', '/api/auth/change-password', '/api/auth/get-session']

/** A body that would do something wherever it arrived. */
const harmful = {
  email: 'intruder@evil.example',
  password: 'a password of an intruder',
  newPassword: 'a password of an intruder',
  name: 'x'.repeat(2000),
  slug: 'taken',
  role: 'admin',
  data: { name: 'taken', slug: 'taken' },
}

describeOneDatabase('better-auth is reached by name only', (open) => {
  let app: App
  let address: AddressInfo
  let user: TestUser
  const cookies = new Map<string, string>()

  beforeAll(async () => {
    app = await startTestApp(await open(), { env: { TESSERA_REQUESTS_PER_MINUTE: '0', TESSERA_TRUST_PROXY: '1' } })
    user = await makeUser(app, 'acme', 'admin')
    cookies.set('nobody', '')
    cookies.set('viewer', await cookieFor(app.fastify, 'viewer'))
    cookies.set('admin', (await signIn(app, user, '192.0.2.1')).cookie)
    await app.fastify.listen({ port: 0, host: '127.0.0.1' })
    address = app.fastify.server.address() as AddressInfo
    return () => app.close()
  })

  /** All that sign-in keeps. */
  const state = async () => {
    const tables = ['user', 'account', 'session', 'organization', 'member', 'invitation', 'verification']
    const rows = tables.map((table) => sql`select * from ${sql.table(`auth.${table}`)} order by id`)
    return JSON.stringify(
      await Promise.all(rows.map(async (read) => (await read.execute(app.services.database.owner)).rows)),
    )
  }
  const tokens = async () => {
    const { rows } = await sql<{ token: string }>`select token from auth.session`.execute(app.services.database.owner)
    return rows.map(({ token }) => token)
  }

  describe.each(['nobody', 'viewer', 'admin'])('as %s', (who) => {
    const headers = (more: Record<string, string> = {}) => ({ cookie: cookies.get(who) ?? '', ...more })
    const ask = (url: string, method: 'GET' | 'POST', more: Record<string, string> = {}) =>
      app.fastify.inject({ method, url, headers: headers(more), ...(method === 'POST' ? { payload: harmful } : {}) })

    test('what is not offered does not exist, however it is written', async () => {
      const before = await state()
      const written = (path: string) => [
        path,
        `${path}?x=/api/auth/get-session`,
        `${path}/`,
        path.replace('/api/auth', '/api/auth/get-session/..'),
        path.replace(/\/auth\/(.)/, (_, letter: string) => `/auth/%${letter.charCodeAt(0).toString(16)}`),
        path.replace('/auth/', '/auth%2f'),
        path.replace('/auth/', '//auth//'),
        `/api/auth/get-session;${path}`,
        `/api/auth/get-session%3fx=${path}`,
        `/trpc${path}`,
      ]
      const endpoints = endpointsOf(app).filter(({ path }) => !offered.includes(path))
      expect(endpoints.length).toBeGreaterThan(40)
      for (const { path, method } of endpoints) {
        for (const url of written(path)) {
          const { statusCode, headers: answered } = await ask(url, method)
          expect([url, statusCode], url).toEqual([url, expect.toSatisfy((code) => code === 404 || code === 405)])
          expect(answered['content-type'], url).toMatch(/^application\/problem\+json/)
        }
      }
      expect(await state()).toBe(before)
    })

    test('a host leads nowhere: not by Host, by X-Forwarded-Host or by X-Forwarded-Proto', async () => {
      const plain = (await ask('/api/auth/get-session', 'GET')).body
      const before = await state()
      const known = await tokens()
      for (const { path } of endpointsOf(app)) {
        for (const more of [
          { host: `tessera.example${path}?x=` },
          { host: `tessera.example${path}#` },
          { 'x-forwarded-host': `tessera.example${path}?x=` },
          { 'x-forwarded-proto': `https://tessera.example${path}?x=` },
          {
            host: `u:p@tessera.example${path}?x=`,
            'x-forwarded-host': `tessera.example${path}?x=`,
            'x-forwarded-proto': 'javascript',
          },
        ]) {
          const { statusCode, body } = await ask('/api/auth/get-session', 'GET', more)
          if (statusCode < 400) expect(body).toBe(plain)
          for (const token of known) expect(body).not.toContain(token)
        }
        for (const url of ['/api/auth/change-password', '/api/auth/sign-in/email']) {
          const { statusCode } = await ask(url, 'POST', { host: `tessera.example${path}?x=` })
          expect(statusCode).toBeGreaterThanOrEqual(400)
        }
      }
      expect(await state()).toBe(before)
    })

    test('a request line with a whole URL leads to what is offered, or nowhere', async () => {
      const before = await state()
      const known = await tokens()
      const own = `127.0.0.1:${address.port}`
      for (const { path, method } of endpointsOf(app).filter((one) => !offered.includes(one.path))) {
        for (const target of [
          `http://evil.example${path}`,
          `http://${own}${path}`,
          `http://evil.example${path}?x=/healthz`,
        ]) {
          const socket = connect(address.port, '127.0.0.1')
          await once(socket, 'connect')
          const body = method === 'POST' ? JSON.stringify(harmful) : ''
          const lines = [
            `${method} ${target} HTTP/1.1`,
            `Host: ${own}`,
            `Cookie: ${cookies.get(who)}`,
            'Accept: application/json',
            'Content-Type: application/json',
            `Content-Length: ${body.length}`,
            'Connection: close',
          ]
          socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
          const answer = await text(socket)
          expect(answer, target).toMatch(/^HTTP\/1\.1 4\d\d /)
          for (const token of known) expect(answer).not.toContain(token)
        }
      }
      expect(await state()).toBe(before)
    })
  })

  test('no answer holds a session token, and none may be stored', async () => {
    const cookie = cookies.get('admin') ?? ''
    const signedIn = await signIn(app, user, '192.0.2.2')
    const session = await app.fastify.inject({ url: '/api/auth/get-session', headers: { cookie } })
    expect(session.json()).toMatchObject({ user: { email: user.email } })
    const me = await app.fastify.inject({ url: '/trpc/session.me', headers: { cookie } })
    for (const response of [signedIn.response, session, me]) {
      expect(response.statusCode).toBe(200)
      for (const token of await tokens()) expect(response.body).not.toContain(token)
    }
  })

  test.each([
    ['GET', '/api/auth/get-session'],
    ['GET', '/trpc/session.me'],
    ['GET', '/api/trpc/session.me'],
    ['GET', '/trpc/catalogue.metrics,session.me?batch=1&input=%7B%7D'],
    ['GET', '/api/v1/metrics'],
    ['GET', '/api/v1/nothing'],
    ['GET', '/trpc/admin.members'],
    ['POST', '/api/v1/metrics/query'],
    ['POST', '/trpc/session.switchTenant'],
    ['POST', '/api/auth/sign-out'],
    ['GET', '/readyz'],
  ] as const)('%s %s is never stored, answered or refused, at once or in parts', async (method, url) => {
    for (const cookie of [cookies.get('viewer') ?? '', '']) {
      for (const more of [{}, { 'trpc-accept': 'application/jsonl' }]) {
        const payload = method === 'POST' && !url.endsWith('sign-out') ? { tenant: 'acme' } : undefined
        const headers = { cookie: url.endsWith('sign-out') ? '' : cookie, ...more }
        const response = await app.fastify.inject({ method, url, headers, ...(payload ? { payload } : {}) })
        expect(response.headers['cache-control']).toBe('no-store')
      }
    }
  })
})

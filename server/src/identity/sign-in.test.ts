import { describeOneDatabase } from '@tessera/test-kit'
import { pino } from 'pino'
import { beforeAll, expect, test } from 'vitest'
import { makeUser, signIn } from '../../fixtures/make-user.ts'
import { cookieFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

interface Line {
  readonly msg: string
  readonly account?: string
  readonly address?: string
  readonly door?: string
}

describeOneDatabase('signing in', (open) => {
  let app: App
  const written: string[] = []
  const lines = () => written.map((line) => JSON.parse(line) as Line).filter(({ account }) => account !== undefined)

  beforeAll(async () => {
    const log = pino({ level: 'warn' }, { write: (line: string) => void written.push(line) })
    app = await startTestApp(await open(), { log })
    return () => app.close()
  })

  const me = async (cookie: string) => {
    const response = await app.fastify.inject({ url: '/api/auth/get-session', headers: { cookie } })
    return response.json<{ user: { email: string } } | null>()?.user.email ?? null
  }
  const change = (cookie: string, currentPassword: string, newPassword: string, remoteAddress = '192.0.2.10') =>
    app.fastify.inject({
      method: 'POST',
      url: '/api/auth/change-password',
      headers: { cookie },
      payload: { currentPassword, newPassword },
      remoteAddress,
    })

  test('is slowed down by account, and a stranger is told the same of accounts that are not there', async () => {
    const user = await makeUser(app, 'acme', 'viewer')
    const told = []
    for (const [email, address] of [
      [user.email, '192.0.2.20'],
      ['nobody@people.example', '192.0.2.21'],
      ['admin@acme.example', '192.0.2.22'],
    ] as const) {
      const answers = []
      for (let n = 0; n < 7; n += 1) {
        const { response } = await signIn(app, { email, password: `a wrong password ${n}` }, address)
        const { code } = response.json<{ code: string }>()
        answers.push([response.statusCode, code, Number(response.headers['retry-after'] ?? 0) > 0])
      }
      if (email === user.email) expect((await signIn(app, user, address)).status).toBe(429)
      told.push(answers)
    }
    const slowed = [
      ...Array.from({ length: 5 }, () => [401, 'credentials_wrong', false]),
      ...Array.from({ length: 2 }, () => [429, 'rate_limited', true]),
    ]
    expect(told).toEqual([slowed, slowed, slowed])
    expect((await signIn(app, user, '192.0.2.23')).status).toBe(200)
  })

  test('logs who failed and from where, and never what was tried', async () => {
    const user = await makeUser(app, 'acme', 'viewer')
    const password = 'a wrong password, never seen again'
    const before = lines().length
    for (let n = 0; n < 6; n += 1) await signIn(app, { email: user.email, password }, '2001:db8:1:2:3::4')
    const failed = { msg: 'a password was wrong', account: user.email, address: '2001:db8:1:2::', door: 'sign-in' }
    expect(lines().slice(before)).toMatchObject([
      ...Array.from({ length: 5 }, () => failed),
      { ...failed, msg: 'a password was not tried: too many failures' },
    ])
    expect(written.join('')).not.toContain(password)
    expect(written.join('')).not.toContain(user.password)
  })

  test('an account with a demo address has no password, also no empty one', async () => {
    for (const [n, password] of ['', 'null', 'password', 'viewer', 'demo'].entries()) {
      const answer = await signIn(app, { email: 'viewer@acme.example', password }, `192.0.2.3${n}`)
      expect([answer.status, answer.cookie]).toEqual([401, ''])
    }
    const cookie = await cookieFor(app.fastify, 'viewer')
    const changed = await change(cookie, '', 'a good password of mine')
    expect(changed.json()).toMatchObject({ code: 'password_wrong' })
    expect(
      (await signIn(app, { email: 'viewer@acme.example', password: 'a good password of mine' }, '192.0.2.39')).status,
    ).toBe(401)
  })

  test('a new password ends all other sessions of the person at once, and those of nobody else', async () => {
    const [user, other] = [await makeUser(app, 'acme', 'viewer'), await makeUser(app, 'acme', 'viewer')]
    const mine = (await signIn(app, user, '192.0.2.40')).cookie
    const elsewhere = (await signIn(app, user, '192.0.2.41')).cookie
    const theirs = (await signIn(app, other, '192.0.2.42')).cookie
    expect(await Promise.all([mine, elsewhere, theirs].map(me))).toEqual([user.email, user.email, other.email])
    const password = 'a newer password of mine'
    expect((await change(mine, user.password, password)).statusCode).toBe(200)
    expect(await Promise.all([mine, elsewhere, theirs].map(me))).toEqual([user.email, null, other.email])
    const catalogue = await app.fastify.inject({ url: '/trpc/catalogue.metrics', headers: { cookie: elsewhere } })
    expect(catalogue.statusCode).toBe(401)
    expect((await signIn(app, user, '192.0.2.43')).status).toBe(401)
    expect((await signIn(app, { ...user, password }, '192.0.2.43')).status).toBe(200)
  })

  test('who signs in with the old password while it is replaced is signed in no more', async () => {
    const user = await makeUser(app, 'acme', 'viewer')
    const { cookie } = await signIn(app, user, '192.0.2.70')
    const [changed, ...entered] = await Promise.all([
      change(cookie, user.password, 'a newer password of mine'),
      ...Array.from({ length: 4 }, (_, n) => signIn(app, user, `192.0.2.7${n + 1}`)),
    ])
    expect(changed.statusCode).toBe(200)
    expect(await Promise.all(entered.map((one) => me(one.cookie)))).toEqual(entered.map(() => null))
    expect(await me(cookie)).toBe(user.email)
  })

  test('what is no e-mail address is not written down: it may be a password', async () => {
    const before = lines().length
    const attempt = (email: string) => signIn(app, { email, password: 'ada@acme.example' }, '192.0.2.80')
    for (const email of ['my secret passphrase', '']) expect((await attempt(email)).status).toBe(401)
    expect((await attempt('my secret passphrase\u0000@people.example')).status).toBe(422)
    const line = { account: 'no e-mail address', address: '192.0.2.80' }
    expect(lines().slice(before)).toMatchObject([line, line])
    expect(written.join('')).not.toContain('my secret passphrase')
  })

  test('a weak new password and a wrong current one change nothing, and guessing the current one is slowed down', async () => {
    const user = await makeUser(app, 'acme', 'viewer')
    const { cookie } = await signIn(app, user, '192.0.2.50')
    for (const weak of ['', 'short', 'password1234', user.email, 'y'.repeat(1000)]) {
      expect((await change(cookie, user.password, weak)).json()).toMatchObject({ code: 'password_weak', status: 422 })
    }
    const guesses = []
    for (let n = 0; n < 7; n += 1) {
      guesses.push(
        (await change(cookie, `wrong ${n}`, 'a newer password of mine', '192.0.2.51')).json<{ code: string }>().code,
      )
    }
    expect(guesses).toEqual([...Array.from({ length: 5 }, () => 'password_wrong'), 'rate_limited', 'rate_limited'])
    expect((await change('', user.password, 'a newer password of mine')).json()).toMatchObject({ code: 'signed_out' })
    expect((await signIn(app, user, '192.0.2.52')).status).toBe(200)
  })

  test('one address tries no more than thirty times a minute, whatever the accounts', async () => {
    const tries = Array.from({ length: 35 }, (_, n) =>
      signIn(app, { email: `${n}@people.example`, password: 'a wrong password' }, '192.0.2.60'),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(5)
  })
})

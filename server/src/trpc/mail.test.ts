import type { OpenedMail, OutboxPage } from '@tessera/mail'
import { findTenant } from '@tessera/tenancy'
import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test, vi } from 'vitest'
import { cookieFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

const orders = { id: 'orders', mail: { to: 'members' } } as const
const note = { subject: 'Orders', text: '12 orders came today.' }

describeOneDatabase('the outbox over HTTP', (open) => {
  let app: App
  const cookies: Record<string, string> = {}
  beforeAll(async () => {
    // a port nobody listens on: what is sent there is tried again
    const env = { TESSERA_SMTP_URL: 'smtp://ada:hunter22@127.0.0.1:1', TESSERA_MAIL_FROM: 'ada@example.com' }
    app = await startTestApp(await open(), { env })
    for (const role of ['admin', 'editor', 'viewer'] as const) cookies[role] = await cookieFor(app.fastify, role)
    return () => app.close()
  })
  const ask = async <T>(path: string, { as = 'admin', payload }: { as?: string; payload?: object } = {}) => {
    const headers = { cookie: cookies[as] ?? '' }
    const method = payload ? ('POST' as const) : ('GET' as const)
    const answer = await app.fastify.inject({
      method,
      url: `/trpc/mail.${path}`,
      headers,
      ...(payload ? { payload } : {}),
    })
    const body = answer.json<{ result?: { data: T } }>()
    return { status: answer.statusCode, data: body.result?.data, body: answer.body }
  }
  const asked = (value: object) => `?input=${encodeURIComponent(JSON.stringify(value))}`
  const input = (id: string) => asked({ id })
  const outbox = async (page: { before?: string } = {}) =>
    (await ask<OutboxPage & { sends: boolean }>(`outbox${asked(page)}`)).data

  test('a mail is tried in the background, and shown to admins of its tenant alone', async () => {
    const { owner } = app.services.database
    const [acme, globex] = [await findTenant(owner, 'acme'), await findTenant(owner, 'globex')]
    await app.services.mails.send(acme.id, orders, { ...note, to: { role: 'admin' } })
    await app.services.mails.send(globex.id, orders, { subject: 'Others', text: 'Nothing.', to: { role: 'admin' } })
    await vi.waitFor(
      async () => {
        const mails = (await outbox())?.mails ?? []
        expect(mails.some(({ reason }) => reason?.includes('ECONNREFUSED'))).toBe(true)
      },
      { timeout: 20_000, interval: 100 },
    )
    const listed = await outbox()
    expect(listed?.sends).toBe(true)
    const shown = listed?.mails ?? []
    expect(new Set(shown.map(({ subject }) => subject))).toHaveLength(1)
    const [{ id, subject } = { id: '', subject: '' }] = shown
    const opened = await ask<OpenedMail>(`open${input(id)}`)
    expect(opened.data).toMatchObject({ subject, plugin: 'orders', attachments: [] })
    expect(opened.body).not.toContain('hunter22')
    const { mails: others } = await app.services.mails.list(subject === 'Others' ? acme.id : globex.id)
    const [foreign] = others
    expect((await ask(`open${input(foreign?.id ?? '')}`)).status).toBe(404)
    expect((await outbox({ before: shown.at(-1)?.id ?? '' }))?.mails).toEqual([])
    expect((await ask(`outbox${asked({ before: 'a' })}`)).status).toBe(422)
    expect((await ask('again', { payload: { id } })).body).toMatch(/only one that failed or was kept/)
    for (const as of ['editor', 'viewer']) {
      expect((await ask(`outbox${asked({})}`, { as })).status).toBe(403)
      expect((await ask(`open${input(id)}`, { as })).status).toBe(403)
      expect((await ask('again', { as, payload: { id } })).status).toBe(403)
    }
  })
})

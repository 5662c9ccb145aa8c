import { definePlugin } from '@tessera/plugin-api'
import { defineServer, pluginTrpc, type MailMessage } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openMails, type MailParts } from '../src/index.ts'
import { openSmtpBox, type SmtpBox } from './smtp-box.ts'

const plugin = definePlugin({ id: 'letters', title: 'Letters', mail: { to: 'members' } })
const open = definePlugin({ id: 'post', title: 'Post', mail: { to: 'anybody' } })
const silent = definePlugin({ id: 'silent', title: 'Silent' })
const { router, procedure } = pluginTrpc(plugin)
const letter = procedure.input(z.custom<MailMessage>())
const server = defineServer(plugin, {
  routes: router({
    send: letter.query(({ ctx, input }) => ctx.mail.send(input)),
    inside: letter.query(({ ctx, input }) => ctx.transaction(() => ctx.mail.send(input))),
  }),
})
const doors = [server, defineServer(open, {}), defineServer(silent, {})]
const note = { subject: 'Quotas', text: 'They changed.' }

describeDatabases('mail of plugins', (database) => {
  let host: TestHost
  let box: SmtpBox
  let ada: string
  const addressOf = async (id: string) => {
    const { rows } = await sql<{ email: string }>`select email from auth."user" where id = ${id}::uuid`.execute(
      host.database.owner,
    )
    return rows[0]?.email ?? ''
  }
  beforeAll(async () => {
    host = await openTestHost(database, doors)
    box = await openSmtpBox()
    ada = await addressOf((await host.addMember(host.tenants[0], { name: 'Ada', role: 'admin' })).id)
    await host.addMember(host.tenants[0], { name: 'Vic', role: 'viewer' })
  })
  afterAll(async () => {
    await box.close()
    await host.close()
  })
  beforeEach(async () => {
    await sql`delete from core.mails`.execute(host.database.owner)
    box.taken.splice(0)
  })

  /** Mails by way of a server, and a queue that the test works through. */
  const sending = (url = box.url, of: Partial<MailParts> = {}) => {
    const queue: { readonly tenantId: string; readonly input: unknown }[] = []
    const mails = openMails({
      owner: host.database.owner,
      registry: host.registry,
      jobs: {
        enqueue: async (_, { tenantId = '', input } = {}) => (queue.push({ tenantId, input }), 'run'),
      },
      server: { url, from: 'Tessera <metrics@example.com>' },
      ...of,
    })
    const [job] = mails.jobs
    const run = (attempt = 1, [next = { tenantId: '', input: {} }] = queue) =>
      job?.run({ ...next, run: 'r', attempt, signal: new AbortController().signal, progress: async () => {} })
    return { mails, queue, run }
  }
  const states = async (n: 0 | 1 = 0) =>
    (await host.outbox(host.tenants[n])).map(({ to, state, reason }) => ({ to, state, reason }))
  const send = (n: 0 | 1, input: MailMessage, name = 'send') =>
    host.call({ tenant: host.tenants[n] }, { plugin: 'letters', name, input })

  test('is kept in the outbox of its tenant where no server is named', async () => {
    const file = { name: 'quotas.csv', type: 'text/csv', content: 'a,b' }
    expect(await send(0, { ...note, to: ada.toUpperCase(), attachments: [file] })).toEqual({ recipients: 1 })
    const kept = { plugin: 'letters', to: ada, state: 'kept', reason: null, ...note }
    const attachments = [{ name: 'quotas.csv', type: 'text/csv', size: 3 }]
    expect(await host.outbox(host.tenants[0])).toMatchObject([{ ...kept, attachments }])
    expect(await host.outbox(host.tenants[1])).toEqual([])
    expect(await host.jobRuns()).toEqual([])
  })

  test('goes to members of the tenant, by address, id or role, each once', async () => {
    const [tenant] = host.tenants
    const { id } = await host.addMember(tenant, { name: 'Eve', role: 'editor' })
    const eve = await addressOf(id)
    expect(await send(0, { ...note, to: [id, ada, ada.toUpperCase(), eve] })).toEqual({ recipients: 2 })
    expect(await send(0, { ...note, to: { role: 'admin' } })).toEqual({ recipients: 1 })
    expect(await send(1, { ...note, to: { role: 'admin' } })).toEqual({ recipients: 0 })
    await expect(send(1, { ...note, to: ada })).rejects.toMatchObject({ code: 'mail_recipient_unknown' })
    await expect(send(0, { ...note, to: 'x@example.org' })).rejects.toMatchObject({ code: 'mail_recipient_unknown' })
    const { mails } = sending()
    expect(await mails.send(tenant.id, open, { ...note, to: 'x@example.org' })).toEqual({ recipients: 1 })
    const noAddress = mails.send(tenant.id, open, { ...note, to: 'x, y@example.org' })
    await expect(noAddress).rejects.toMatchObject({ code: 'mail_recipient_unknown' })
    const undeclared = mails.send(tenant.id, silent, { ...note, to: ada })
    await expect(undeclared).rejects.toMatchObject({ code: 'mail_undeclared' })
  })

  test.each([
    ['a subject of two lines', { subject: 'Hi\r\nBcc: x@example.org' }],
    ['a recipient of two lines', { to: 'a@example.org\nBcc: x@example.org' }],
    ['a NUL character', { text: 'a\0b' }],
    ['no text', { text: '' }],
    ['a long subject', { subject: 'x'.repeat(201) }],
    ['too many recipients', { to: Array.from({ length: 51 }, (_, n) => `a${n}@example.org`) }],
    ['an attachment in a folder', { attachments: [{ name: '../a', type: 'text/csv', content: '' }] }],
    ['an attachment that turns its name', { attachments: [{ name: 'a\u202efdp.exe', type: 'text/csv', content: '' }] }],
    [
      'two attachments of one inline name',
      { attachments: [1, 2].map((n) => ({ name: `${n}.png`, type: 'image/png', content: '', inline: 'a' })) },
    ],
    ['a header as a media type', { attachments: [{ name: 'a', type: 'text/csv\nX: y', content: '' }] }],
    ['large attachments', { attachments: [{ name: 'a', type: 'text/csv', content: 'x'.repeat(5 * 1024 * 1024 + 1) }] }],
    [
      'an inline name of two lines',
      { attachments: [{ name: 'a', type: 'image/png', content: '', inline: 'a>\nX: y' }] },
    ],
    ['a field of its own', { bcc: 'x@example.org' }],
  ])('with %s is refused', async (_, wrong) => {
    const given = { ...note, to: ada, ...wrong } as MailMessage
    const sent = sending().mails.send(host.tenants[0].id, plugin, given)
    await expect(sent).rejects.toMatchObject({ code: 'mail_wrong' })
    expect(await states()).toEqual([])
  })

  test('is refused inside a transaction, and beyond what an hour may have', async () => {
    await expect(send(0, { ...note, to: ada }, 'inside')).rejects.toMatchObject({ code: 'transaction_open' })
    await send(0, { ...note, to: ada })
    await sql`
      insert into core.mail_deliveries (tenant_id, delivery_id, mail_id, address, state, changed_at)
      select tenant_id, gen_random_uuid(), mail_id, 'a@example.org', 'sent', now() from core.mails, generate_series(1, 499)`.execute(
      host.database.owner,
    )
    await expect(send(0, { ...note, to: ada })).rejects.toMatchObject({ code: 'mail_too_many' })
    await sql`update core.mails set created_at = now() - interval '2 hours'`.execute(host.database.owner)
    expect(await send(0, { ...note, to: ada })).toEqual({ recipients: 1 })
    await sql`update core.mails set created_at = now() - interval '31 days'`.execute(host.database.owner)
    await send(0, { ...note, to: ada })
    expect(await states()).toHaveLength(1)
  })

  test('is delivered once, with what it holds', async () => {
    const { mails, run } = sending()
    const content = new Uint8Array([1, 2, 3])
    const attachments = [
      { name: 'a.bin', type: 'application/octet-stream', content },
      { name: 'chart.png', type: 'image/png', content, inline: 'chart' },
    ]
    await mails.send(host.tenants[0].id, plugin, { ...note, to: ada, html: '<b>They</b>', attachments })
    await run()
    await run()
    expect(await states()).toEqual([{ to: ada, state: 'sent', reason: null }])
    expect(box.taken).toMatchObject([{ to: [ada], from: 'metrics@example.com' }])
    const [{ raw } = { raw: '' }] = box.taken
    expect(raw).toMatch(/^From: Tessera <metrics@example.com>\r$/m)
    expect(raw).toMatch(/^Message-ID: <[0-9a-f-]{36}@example.com>\r$/m)
    for (const part of [
      'Subject: Quotas',
      'They changed.',
      '<b>They</b>',
      'filename=a.bin',
      'AQID',
      'Content-ID: <chart>',
    ]) {
      expect(raw).toContain(part)
    }
  })

  test('that a server refuses has failed with its reason, and is tried again when asked', async () => {
    const { mails, run, queue } = sending()
    const { id: tenantId } = host.tenants[0]
    await mails.send(tenantId, open, { ...note, to: ['nobody@example.org'] })
    await run()
    expect(await states()).toMatchObject([{ state: 'failed', reason: expect.stringContaining('no such mailbox') }])
    const [{ id: delivery } = { id: '' }] = (await mails.list(tenantId)).mails
    await mails.again({ tenantId, delivery })
    expect(await states()).toMatchObject([{ state: 'waiting', reason: null }])
    expect(queue).toHaveLength(2)
    await expect(mails.again({ tenantId, delivery })).rejects.toMatchObject({ code: 'mail_not_again' })
    const other = { tenantId: host.tenants[1].id, delivery }
    await expect(mails.again(other)).rejects.toMatchObject({ code: 'mail_unknown' })
    await expect(mails.open(other)).rejects.toMatchObject({ code: 'mail_unknown' })
  })

  test('is tried again while its server is away, or puts it off', async () => {
    const { mails, run } = sending('smtp://user:hunter22@127.0.0.1:1', {
      hide: (text) => text.replace('127.0.0.1', '***'),
    })
    await mails.send(host.tenants[0].id, plugin, { ...note, to: ada })
    await expect(run()).rejects.toThrow('ECONNREFUSED')
    expect(await states()).toMatchObject([
      { state: 'waiting', reason: expect.stringMatching(/ECONNREFUSED \*\*\*:1$/) },
    ])
    await expect(run(9)).rejects.toThrow('ECONNREFUSED')
    expect(await states()).toMatchObject([{ state: 'failed' }])

    const { mails: others, run: runOther } = sending()
    await others.send(host.tenants[0].id, open, { ...note, to: 'later@example.org' })
    await expect(runOther()).rejects.toThrow('come back later')
    await runOther(2)
    expect(box.taken.map(({ to }) => to)).toEqual([['later@example.org']])
  })

  test('goes to no server whose certificate nobody vouches for', async () => {
    const impostor = await openSmtpBox({ secure: true })
    const { mails, run } = sending(impostor.url)
    await mails.send(host.tenants[0].id, plugin, { ...note, to: ada })
    await expect(run()).rejects.toThrow(/certificate/)
    expect(impostor.taken).toEqual([])
    await impostor.close()
  })

  test('that a killed server left is sent once more under the same id, and not a third time', async () => {
    const { mails, run } = sending()
    const [tenant] = host.tenants
    const left = () => sql`update core.mail_deliveries set state = 'sending'`.execute(host.database.owner)
    await mails.send(tenant.id, plugin, { ...note, to: ada })
    const [{ id } = { id: '' }] = (await mails.list(tenant.id)).mails
    await left()
    await run(2)
    expect(box.taken.map(({ raw }) => raw.includes(`Message-ID: <${id}@example.com>`))).toEqual([true])
    await sql`update core.mail_deliveries set state = 'sending', interrupted = 1`.execute(host.database.owner)
    await run(3)
    expect(box.taken).toHaveLength(1)
    expect(await states()).toMatchObject([{ state: 'failed', reason: expect.stringContaining('may have arrived') }])
  })

  test('that no run is left for is found and sent', async () => {
    const { mails, queue } = sending()
    await mails.send(host.tenants[0].id, plugin, { ...note, to: ada })
    const look = () => mails.jobs[1]?.run({} as never)
    await look()
    expect(queue).toHaveLength(1)
    await sql`update core.mail_deliveries set changed_at = now() - interval '1 hour'`.execute(host.database.owner)
    await look()
    expect(queue).toHaveLength(2)
    expect(queue[1]).toEqual(queue[0])
  })

  test('of the outbox come in pages, the newest first, each once', async () => {
    const { mails } = sending()
    const [{ id }, { id: other }] = host.tenants
    for (const n of [1, 2, 3]) await mails.send(id, open, { ...note, subject: `${n}`, to: ['a@x.org', 'b@x.org'] })
    await mails.send(other, open, { ...note, to: 'c@x.org' })
    const seen: string[] = []
    let before: string | undefined
    for (let page = 0; page < 4; page++) {
      const { mails: some, next } = await mails.list(id, { before, limit: 2 })
      seen.push(...some.map(({ subject, to }) => `${subject} ${to[0]}`))
      before = next ?? undefined
      if (next === null) break
    }
    expect(seen.map(([subject]) => subject)).toEqual(['3', '3', '2', '2', '1', '1'])
    expect(new Set(seen)).toHaveLength(6)
    const [foreign] = (await mails.list(other)).mails
    expect(await mails.list(id, { before: foreign?.id })).toEqual({ mails: [], next: null })
  })

  test('is out of reach of what plugins send to the database', async () => {
    const [tenant] = host.tenants
    const read = host.database.tenantTransaction(tenant.id, (db) => sql`select * from core.mails`.execute(db))
    await expect(read).rejects.toThrow(/permission denied/)
  })
})

const misspelt = {
  id: 'misspelt',
  title: 'Misspelt',
  mail: { to: 'members', from: 'me' },
} as const

test('a field of `mail` that nothing reads does not compile', () => {
  // @ts-expect-error the sentence says which
  expect(definePlugin(misspelt).id).toBe('misspelt')
})

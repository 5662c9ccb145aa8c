import { connect } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { describeOneDatabase } from '@tessera/test-kit'
import type { IngestResult } from '@tessera/plugin-api/wire'
import { beforeAll, expect, test } from 'vitest'
import { rawExchange, type RawAnswer } from '../../fixtures/raw-exchange.ts'
import { keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'

const kB = 1024
const MB = 1024 * kB
const deepest = Buffer.alloc(15 * MB, '[')
const question = { metrics: [{ id: 'orders.orders' }], time: { range: { from: '2026-10-01', to: '2026-10-02' } } }
const condition = { member: 'orders.country', operator: 'equals', values: ['US'] }
const nested = (levels: number): object =>
  Array.from({ length: levels }).reduce<object>((inner) => ({ and: [inner] }), condition)

describeOneDatabase('bodies are judged before they are read', (open) => {
  let address = ''
  const keys = { reader: '', writer: '', admin: '' }
  type Who = keyof typeof keys | 'nobody'

  beforeAll(async () => {
    const app = await startTestApp(await open())
    address = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    keys.reader = await keyFor(app, 'acme', 'metrics:read')
    keys.writer = await keyFor(app, 'acme', 'events:write')
    keys.admin = await keyFor(app, 'acme', 'admin')
    return () => app.close()
  })

  const head = (path: string, who: Who, fields: string) =>
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${who === 'nobody' ? '' : `Authorization: Bearer ${keys[who]}\r\n`}` +
    `${/content-type/i.test(fields) ? '' : 'Content-Type: application/json\r\n'}${fields}\r\n`
  const codeOf = ({ body }: RawAnswer) => {
    const { code, error } = JSON.parse(body) as { code?: string; error?: { data: { code: string } } }
    return code ?? error?.data.code
  }
  const send = async (path: string, who: Who, options: { body: Uint8Array | string; encoding?: string }) => {
    const { body, encoding } = options
    const response = await fetch(address + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(who === 'nobody' ? {} : { authorization: `Bearer ${keys[who]}` }),
        ...(encoding ? { 'content-encoding': encoding } : {}),
      },
      body: typeof body === 'string' ? body : Buffer.from(body),
    })
    const text = await response.text()
    return { status: response.status, body: text, ...(JSON.parse(text) as { code?: string }) }
  }

  // why: only the head is sent; an answer shows that the body is not waited for
  test.each([
    ['/api/v1/events', 'nobody', 15 * MB, 401, 'signed_out'],
    ['/api/v1/metrics/query', 'nobody', 200 * kB, 401, 'signed_out'],
    ['/trpc/admin.createKey', 'nobody', 10 * kB, 401, 'signed_out'],
    ['/api/trpc/events.add', 'nobody', 15 * MB, 401, 'signed_out'],
    ['/trpc/admin.createKey,admin.revokeKey?batch=1', 'nobody', 15 * MB, 401, undefined],
    ['/api/v1/events', 'reader', 15 * MB, 403, 'scope_missing'],
    ['/trpc/admin.createKey', 'writer', 15 * MB, 403, 'scope_missing'],
    ['/api/v1/metrics/query', 'reader', 256 * kB + 1, 413, 'body_too_large'],
    ['/api/v1/metrics/rows', 'reader', 256 * kB + 1, 413, 'body_too_large'],
    ['/api/v1/events', 'writer', 16 * MB + 1, 413, 'body_too_large'],
    ['/trpc/admin.createKey', 'admin', 16 * kB + 1, 413, 'body_too_large'],
    ['/trpc/session.switchTenant', 'nobody', 16 * kB + 1, 413, 'body_too_large'],
    ['/api/auth/sign-in/email', 'nobody', 16 * kB + 1, 413, 'body_too_large'],
    ['/api/auth/sign-out', 'nobody', 15 * MB, 413, 'body_too_large'],
    ['/api/auth/change-password', 'nobody', 15 * MB, 401, 'signed_out'],
    ['/api/demo/sign-in', 'nobody', 15 * MB, 413, 'body_too_large'],
    ['/api/v1/nothing', 'nobody', 15 * MB, 404, 'not_found'],
    ['/api/v1/metrics', 'reader', 15 * MB, 405, 'method_not_allowed'],
  ] as const)('%s of %s, %i bytes: %i %s, nothing is read', async (path, who, bytes, status, code) => {
    const answer = await rawExchange(address, head(path, who, `Content-Length: ${bytes}\r\n`))
    expect(answer.status).toBe(status)
    if (code) expect(codeOf(answer)).toBe(code)
  })

  test.each(['text/plain', 'text/csv', 'multipart/form-data; boundary=x', 'application/octet-stream'])(
    'a body of %s is not read',
    async (type) => {
      for (const path of ['/api/v1/events', '/trpc/session.switchTenant', '/api/auth/sign-out']) {
        const fields = `Content-Type: ${type}\r\nContent-Length: ${15 * MB}\r\n`
        expect((await rawExchange(address, head(path, 'nobody', fields))).status).toBe(415)
      }
    },
  )

  test.each([
    ['/api/auth/sign-out', 'nobody', deepest, 413, 'body_too_large'],
    ['/api/auth/sign-out', 'nobody', deepest.subarray(0, kB), 422, 'body_too_deep'],
    ['/api/v1/metrics/query', 'reader', deepest, 422, 'body_too_deep'],
    ['/trpc/session.switchTenant', 'nobody', deepest.subarray(0, kB), 422, 'body_too_deep'],
    ['/api/v1/events', 'writer', deepest, 422, 'body_too_deep'],
    ['/api/auth/sign-out', 'nobody', Buffer.alloc(15 * MB, ' '), 413, 'body_too_large'],
    ['/api/v1/metrics/query', 'reader', Buffer.alloc(MB, ' '), 413, 'body_too_large'],
  ] as const)('%s of %s without a length is read no further than its limits', async (path, who, body, status, code) => {
    const begin = `${body.length.toString(16)}\r\n`
    // why: the end never comes, so an answer shows that what is too much ended the reading
    const pieces = [head(path, who, 'Transfer-Encoding: chunked\r\n'), begin, body]
    const answer = await rawExchange(address, ...pieces)
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
  })

  const packers = {
    gzip: gzipSync,
    br: (input: Uint8Array | string) => brotliCompressSync(input, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
    zstd: zstdCompressSync,
  } as const

  test.each(Object.entries(packers))('%s: unpacked no further than the limit', async (encoding, pack) => {
    const spaces = pack(Buffer.alloc(20 * MB, ' '))
    expect(spaces.length).toBeLessThan(64 * kB)
    expect(await send('/api/auth/sign-out', 'nobody', { body: pack(Buffer.alloc(MB, ' ')), encoding })).toMatchObject({
      status: 413,
      code: 'body_too_large',
    })
    expect(await send('/api/v1/events', 'writer', { body: spaces, encoding })).toMatchObject({ status: 413 })
    const deep = { body: pack(deepest.subarray(0, 200 * kB)), encoding }
    expect(await send('/api/v1/events', 'writer', deep)).toMatchObject({ status: 422, code: 'body_too_deep' })
    const asked = { body: pack(JSON.stringify(question)), encoding }
    expect(await send('/api/v1/metrics/query', 'reader', asked)).toMatchObject({ status: 200 })
    const sent = { body: pack(JSON.stringify({ events: [orderEvent('US')] })), encoding }
    expect(await send('/api/v1/events', 'writer', sent)).toMatchObject({ status: 200, accepted: 1 })
  })

  test.each([
    ['/api/v1/metrics/query', 'reader'],
    ['/api/auth/sign-out', 'nobody'],
    ['/trpc/session.switchTenant', 'nobody'],
    ['/trpc/events.add', 'writer'],
  ] as const)('%s reads what was sent, or refuses it', async (path, who) => {
    const notText = Buffer.concat([Buffer.from('{"é":"'), Buffer.from([0xff]), Buffer.from('"}')])
    const answer = (body: Buffer | string) =>
      rawExchange(address, head(path, who, `Content-Length: ${Buffer.byteLength(body)}\r\n`), body)
    const wrong = await answer(notText)
    expect([wrong.status, codeOf(wrong)]).toEqual([400, 'body_malformed'])
    expect(wrong.body).toContain('byte 7 ')
    const long = await answer('{"events":[{"properties":{"n":9007199254740993}}]}')
    expect([long.status, codeOf(long)]).toEqual([422, 'input_invalid'])
    expect(long.body).toContain('9007199254740993 exactly; send it as text')
  })

  test('what cannot be unpacked is refused in words', async () => {
    const packed = gzipSync(JSON.stringify(question))
    const ask = (body: Uint8Array, encoding: string) => send('/api/v1/metrics/query', 'reader', { body, encoding })
    expect(await ask(packed.subarray(0, 30), 'gzip')).toMatchObject({ status: 400, code: 'body_malformed' })
    expect(await ask(Buffer.from('no gzip'), 'gzip')).toMatchObject({ status: 400, code: 'body_malformed' })
    expect(await ask(packed, 'gzip, gzip')).toMatchObject({ status: 415, code: 'encoding_unsupported' })
    expect(await ask(packed, 'compress')).toMatchObject({ status: 415, code: 'encoding_unsupported' })
    expect(await ask(packed, 'constructor')).toMatchObject({ status: 415, code: 'encoding_unsupported' })
  })

  test('who sends a large body gets to read the refusal, and may go on with the connection', async () => {
    const large = { body: Buffer.alloc(15 * MB, ' ') }
    expect(await send('/api/auth/sign-out', 'nobody', large)).toMatchObject({ code: 'body_too_large' })
    expect(await send('/api/v1/events', 'nobody', large)).toMatchObject({ code: 'signed_out' })
    for (const [path, type] of [
      ['/api/auth/sign-out', 'application/json'],
      ['/api/v1/events', 'application/json'],
      ['/api/v1/events', 'text/plain'],
      ['/api/v1/nothing', 'application/json'],
    ] as const) {
      const socket = connect(Number(new URL(address).port), '127.0.0.1')
      socket.write(head(path, 'nobody', `Content-Type: ${type}\r\nContent-Length: ${MB}\r\n`))
      socket.write(Buffer.alloc(MB, ' '))
      socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
      expect(await textOf(socket)).toMatch(/^HTTP\/1.1 4\d\d [^]*HTTP\/1.1 200 OK/)
    }
  })

  test.each([
    ['metrics.query', 5_000],
    ['catalogue.metric', 101],
  ])('an input in the address of %s that nests %i levels is refused', async (name, levels) => {
    const input = '['.repeat(levels) + ']'.repeat(levels)
    for (const path of [`/trpc/${name}?input=${input}`, `/trpc/${name}?input=1&input=${input}`]) {
      const answer = await rawExchange(address, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      expect([answer.status, codeOf(answer)]).toEqual([422, 'body_too_deep'])
    }
  })

  test('an input in the address that would be read as another number is refused', async () => {
    for (const input of ['9007199254740993', '{"a":[1e400]}']) {
      const path = `/trpc/catalogue.metric?input=${encodeURIComponent(input)}`
      const answer = await rawExchange(address, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      expect([answer.status, codeOf(answer)]).toEqual([422, 'input_invalid'])
    }
  })

  test.each([
    ['32 levels', nested(32), 200],
    ['33 levels', nested(33), 422],
    ['49 levels of not', Array.from({ length: 49 }).reduce<object>((inner) => ({ not: inner }), condition), 422],
    ['1,000 conditions', { or: Array.from({ length: 1_000 }, () => condition) }, 200],
    ['1,001 conditions', { or: Array.from({ length: 1_001 }, () => condition) }, 422],
    [
      'conditions in groups',
      { or: Array.from({ length: 70 }, () => ({ and: Array.from({ length: 15 }, () => condition) })) },
      422,
    ],
    ['10,001 values', { or: Array.from({ length: 11 }, () => ({ ...condition, values: Array(1000).fill('a') })) }, 422],
  ])('a filter of %s: %i', async (_, filters, status) => {
    const answer = await send('/api/v1/metrics/query', 'reader', { body: JSON.stringify({ ...question, filters }) })
    expect(answer.status).toBe(status)
    if (status === 422) expect(answer.code).toBe('input_invalid')
  })

  test('filters of the metrics of one question count together', async () => {
    const filters = { or: Array.from({ length: 60 }, () => condition) }
    const metrics = Array.from({ length: 20 }, (_, n) => ({ id: 'orders.orders', as: `m${n}`, filters }))
    const answer = await send('/api/v1/metrics/query', 'reader', { body: JSON.stringify({ ...question, metrics }) })
    expect(answer).toMatchObject({ status: 422, code: 'input_invalid', detail: expect.stringContaining('1000') })
  })

  test('a question with all the values its filters may have, compared three times, is answered', async () => {
    const values = (n: number) => Array.from({ length: 1_000 }, (_, i) => `v${n}-${i}`)
    const filters = { or: Array.from({ length: 10 }, (_, n) => ({ ...condition, values: values(n) })) }
    const compare = [1, 2, 3].map((n) => ({ kind: 'shift', n, unit: 'month' }))
    const body = JSON.stringify({ ...question, metrics: [{ id: 'orders.orders', filters }], filters, compare })
    expect((await send('/api/v1/metrics/query', 'reader', { body })).status).toBe(200)
  })

  test('a question of 60,000 conditions is too large to be read', async () => {
    const filters = { or: Array.from({ length: 60_000 }, () => condition) }
    const answer = await send('/api/v1/metrics/query', 'reader', { body: JSON.stringify({ ...question, filters }) })
    expect(answer).toMatchObject({ status: 413, code: 'body_too_large' })
  })

  test.each([
    [
      'wrong places',
      { metrics: Array.from({ length: 20 }, () => ({ id: 'X', a: 1 })), dimensions: Array(40_000).fill('X') },
    ],
    ['unknown fields', Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`field${n}`, 0]))],
    ['a long name', { metrics: [{ id: 'orders.orders', ['x'.repeat(200_000)]: 1 }] }],
  ])('a refusal of %s is smaller than what it refuses', async (_, body) => {
    const answer = await send('/api/v1/metrics/query', 'reader', { body: JSON.stringify(body) })
    expect(answer.status).toBe(422)
    expect(answer.body.length).toBeLessThan(64 * kB)
  })

  test('events too large or too deep are refused one by one', async () => {
    const withProperties = (properties: object) => ({ ...orderEvent('US'), event: 'anything', properties })
    const count = (length: number) => Object.fromEntries(Array.from({ length }, (_, n) => [`k${n}`, n]))
    const events = [
      orderEvent('US'),
      withProperties(count(300_000)),
      withProperties(nested(40)),
      withProperties({ list: Array.from({ length: 2_000 }, () => 0) }),
      withProperties({ ...count(1_000), more: count(1_000) }),
      { ...orderEvent('US'), ...count(100_000) },
      withProperties(count(2_000)),
      withProperties(nested(15)),
      orderEvent('DE'),
    ]
    const answer = await send('/api/v1/events', 'writer', { body: JSON.stringify({ events }) })
    const { accepted, rejected } = JSON.parse(answer.body) as IngestResult
    expect(accepted).toBe(4)
    expect(rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5])
    expect(answer.body.length).toBeLessThan(4 * kB)
  })
})

import { createClient, createRecorder, type Recorder, type Trouble } from '@tessera/client'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'

interface Answer {
  readonly status: number
  readonly issues?: readonly { readonly path: string; readonly message: string }[]
  readonly retryAfter?: string
}

let server: Server
let answer: (path: string, body: { readonly rows?: readonly { readonly endpoint?: string }[] }) => Answer
let taken: string[]
let recorder: Recorder
let troubles: Trouble[]
let requests: number

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const client = (timeoutMs = 30_000) => createClient({ address: address(), key: 'tsk_a', timeoutMs, retries: 0 })

beforeEach(async () => {
  taken = []
  troubles = []
  requests = 0
  server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request)) as Parameters<typeof answer>[1]
    requests += 1
    const { status, issues = [], retryAfter } = answer(request.url ?? '', body)
    if (status === 200) taken.push(...(body.rows ?? []).map(({ endpoint = '' }) => endpoint))
    response.statusCode = status
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
    const counts = { stored: body.rows?.length ?? 0, accepted: 1, duplicate: 0, rejected: [] }
    response.end(JSON.stringify(status === 200 ? counts : { code: 'input_invalid', detail: 'not valid', issues }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  recorder = createRecorder(client(), { report: (trouble) => troubles.push(trouble) })
})
afterEach(async () => {
  await recorder.close(0)
  server.close()
})

const long = 'x'.repeat(280)
const usage = (n: number) => ({ endpoint: `/${n}/${long}`, statusCode: 200 })

test('of rows that go in several parts, those that a refusal names are left out and no others', async () => {
  answer = (_, { rows = [] }) => {
    const at = rows.findIndex(({ endpoint }) => endpoint?.startsWith('/990/'))
    return at < 0 ? { status: 200 } : { status: 422, issues: [{ path: `rows.${at}.endpoint`, message: 'bad' }] }
  }
  const all = Array.from({ length: 1000 }, (_, n) => n)
  await expect(client().recordUsage(all.map(usage))).rejects.toMatchObject({ issues: [{ path: 'rows.990.endpoint' }] })
  taken = []
  for (const n of all) recorder.record('usage', usage(n))
  expect(await recorder.flush(30_000)).toMatchObject({ sent: 999, refused: 1, waiting: 0 })
  const numbers = new Set(taken.map((endpoint) => Number(endpoint.split('/')[1])))
  expect(all.filter((n) => !numbers.has(n))).toEqual([990])
})

test('an entry that is no JSON, and one that the product cannot read, keep no others waiting', async () => {
  answer = (path, body) => ({ status: path === '/api/v1/events' && JSON.stringify(body).includes('deep') ? 422 : 200 })
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  for (const properties of [{ n: 1n }, circle, { deep: true }, { fine: true }, { well: true }])
    recorder.record('event', { event: 'clicked', properties } as never)
  recorder.record('usage', usage(1))
  expect(await recorder.flush(30_000)).toMatchObject({ sent: 3, refused: 3, waiting: 0 })
  expect(troubles.map(({ code }) => code)).toEqual(['not_json'])
})

test('a key without the right for one kind records the others', async () => {
  answer = (path) => ({ status: path === '/api/v1/events' ? 403 : 200 })
  recorder.record('event', { event: 'clicked' })
  for (let n = 0; n < 3; n += 1) recorder.record('usage', usage(n))
  expect(await recorder.flush(30_000)).toMatchObject({ sent: 3, waiting: 1 })
  recorder.record('usage', usage(3))
  expect(await recorder.flush(30_000)).toMatchObject({ sent: 4, waiting: 1 })
  expect([requests, troubles.length]).toEqual([3, 1])
})

test('no timer is too long: a call may take for ever, and who says to come back next year is asked again in an hour', async () => {
  answer = () => ({ status: 200 })
  const patient = client(Infinity)
  expect(await patient.recordUsage([usage(1)])).toEqual({ stored: 1 })
  answer = () => ({ status: 503, retryAfter: '31536000' })
  recorder.record('usage', usage(2))
  await recorder.flush(1_000)
  const before = requests
  await recorder.flush(50)
  expect(requests).toBe(before)
  expect(await recorder.close(50)).toMatchObject({ dropped: 1, waiting: 0 })
})

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import {
  createHttpClients,
  isPublicAddress,
  networkTransport,
  type HttpOptions,
  type HttpTrial,
  type Transport,
} from '../src/index.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let at: string
let port: number
let answer: Answer
let seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = []
const network = networkTransport(new Set(['127.0.0.1']))
const strict = networkTransport(new Set())

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
      answer(request, response)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  port = (server.address() as AddressInfo).port
  at = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  await Promise.all([network.close(), strict.close()])
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  seen = []
  answer = (_, response) => void response.end('good')
})

const allowed = new Set(['127.0.0.1'])
const waits: number[] = []
beforeEach(() => void waits.splice(0))
const clients = (more: Partial<HttpOptions> = {}) =>
  createHttpClients({
    send: network.send,
    allowed,
    random: () => 1,
    sleep: async (ms) => void waits.push(ms),
    ...more,
  })
const client = (more: Partial<HttpOptions> = {}) => clients(more).of('crm')
const refusal = (asking: Promise<unknown>) =>
  asking.then(
    () => 'answered',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )
/** Answers with each status in turn, the last one for ever. */
const statuses = (...all: readonly [number, ...number[]]): Answer => {
  let n = 0
  return (_, response) => {
    response.statusCode = all[Math.min(n++, all.length - 1)] ?? 200
    response.end()
  }
}

test('a request is sent as it is written, and its answer read, unpacked', async () => {
  answer = (_, response) => {
    response.writeHead(201, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'x-more': 'yes' })
    response.end(gzipSync('{"ok":true}'))
  }
  const response = await client().fetch(`${at}/deals?page=2`, {
    method: 'POST',
    headers: { authorization: 'Bearer tok' },
    json: { name: 'Zoë' },
  })
  expect([response.status, response.headers.get('x-more'), await response.json()]).toEqual([201, 'yes', { ok: true }])
  expect(response.headers.get('content-encoding')).toBeNull()
  expect(seen).toMatchObject([
    {
      method: 'POST',
      url: '/deals?page=2',
      body: '{"name":"Zoë"}',
      headers: { authorization: 'Bearer tok', 'content-type': 'application/json', 'user-agent': 'Tessera' },
    },
  ])
})

test.each([
  ['ftp://example.com/', {}, 'http_request_wrong'],
  ['file:///etc/passwd', {}, 'http_request_wrong'],
  ['https://ada:pass@example.com/', {}, 'http_request_wrong'],
  ['/deals', {}, 'http_request_wrong'],
  ['https://example.com/', { headers: { host: 'inside' } }, 'http_request_wrong'],
  ['https://example.com/', { headers: { 'x-a': 'b\r\nx-c: d' } }, 'http_request_wrong'],
  ['https://example.com/', { timeout: '11m' }, 'http_request_wrong'],
  ['https://example.com/', { retries: 11 }, 'http_request_wrong'],
  ['https://example.com/', { body: 'x' }, 'http_request_wrong'],
] as const)('%s with %j is refused before it is sent', async (url, request, code) => {
  expect(await refusal(client().fetch(url, request))).toBe(code)
})

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '::1',
  '::',
  'fe80::1%eth0',
  'fc00::1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  '::10.0.0.1',
  '::a00:1',
  '::7f00:1',
  'fec0::1',
  '4000::1',
  'not an address',
])('%s is no address of the internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is one', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  '127.0.0.1',
  'localhost',
  '2130706433',
  '0x7f.1',
  '127.1',
  '[::ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[::1]',
  '0',
])('what is inside of the network is not asked when it is called %s', async (host) => {
  const asking = clients({ send: strict.send, allowed: new Set() }).of('crm').fetch(`http://${host}:${port}/`)
  expect(await refusal(asking)).toBe('http_address_refused')
  expect(seen).toEqual([])
})

test('a name is judged by what it leads to when it is connected to, though the address was not judged before', async () => {
  const request = { url: new URL(`http://127.0.0.1:${port}/`), method: 'GET', headers: new Headers(), body: null }
  const sending = strict.send(request, new AbortController().signal)
  await expect(sending).rejects.toMatchObject({ cause: { code: 'http_address_refused' } })
  expect(seen).toEqual([])
})

test('redirects are judged like the first address, and tell another host no header', async () => {
  answer = ({ url }, response) => {
    const to = new Map([
      ['/in', `http://localhost:${port}/secret`],
      ['/same', '/landed'],
      ['/ftp', 'ftp://example.com/'],
      ['/loop', '/loop'],
    ]).get(url ?? '')
    if (to === undefined) return void response.end('here')
    response.writeHead(302, { location: to }).end()
  }
  const send = { headers: { authorization: 'Bearer tok' } }
  expect(await refusal(client().fetch(`${at}/in`, send))).toBe('http_address_refused')
  expect(await refusal(client().fetch(`${at}/ftp`, send))).toBe('http_request_wrong')
  expect(await refusal(client().fetch(`${at}/loop`, send))).toBe('http_too_many_redirects')
  seen = []
  expect(await (await client().fetch(`${at}/same`, { ...send, method: 'POST', json: { a: 1 } })).text()).toBe('here')
  expect(seen.map(({ method, url, body, headers }) => [method, url, body, headers.authorization])).toEqual([
    ['POST', '/same', '{"a":1}', 'Bearer tok'],
    ['GET', '/landed', '', 'Bearer tok'],
  ])
  const both = new Set(['127.0.0.1', 'localhost'])
  const open = networkTransport(both)
  seen = []
  await clients({ send: open.send, allowed: both }).of('crm').fetch(`${at}/in`, send)
  expect(seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['/in', 'Bearer tok'],
    ['/secret', undefined],
  ])
  await open.close()
})

test('what is refused for now is asked again, ever later, and no more often than it may', async () => {
  answer = statuses(503, 502, 200)
  expect((await client().fetch(at)).status).toBe(200)
  expect([seen.length, waits]).toEqual([3, [600, 1200]])
  waits.splice(0)
  seen = []
  answer = statuses(503)
  expect((await client().fetch(at, { retries: 1 })).status).toBe(503)
  expect([seen.length, waits]).toEqual([2, [600]])
})

test('what may not arrive twice is asked again only by a server that says when', async () => {
  answer = statuses(503, 200)
  expect((await client().fetch(at, { method: 'POST', body: 'x' })).status).toBe(503)
  answer = (_, response) => {
    response.writeHead(seen.length < 3 ? 429 : 200, { 'retry-after': '7' }).end()
  }
  seen = []
  expect((await client().fetch(at, { method: 'POST', body: 'x' })).status).toBe(200)
  expect(waits).toEqual([7000, 7000])
  answer = statuses(503, 200)
  expect((await client().fetch(at, { method: 'POST', body: 'x', repeatable: true })).status).toBe(200)
})

test('a server that asks for more time than there is gets its answer handed on', async () => {
  answer = (_, response) => void response.writeHead(429, { 'retry-after': '3600' }).end('later')
  const response = await client().fetch(at)
  expect([response.status, await response.text(), waits]).toEqual([429, 'later', []])
})

test('a connection that breaks is tried again where it may be', async () => {
  answer = (request, response) => void (seen.length < 2 ? request.socket.destroy() : response.end('good'))
  expect(await (await client().fetch(at)).text()).toBe('good')
  seen = []
  expect(await refusal(client().fetch(at, { method: 'POST', body: 'x' }))).toBe('http_unreachable')
  expect(seen).toHaveLength(1)
})

test('an answer is read no further than it may be large, however it is packed', async () => {
  answer = (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(3_000_000)))
  }
  expect(await refusal(client().fetch(at, { maxBytes: 2_000_000 }))).toBe('http_too_large')
  expect((await (await client().fetch(at)).arrayBuffer()).byteLength).toBe(3_000_000)
})

test('a request ends in time, and with the work it is sent in', async () => {
  answer = () => {}
  expect(await refusal(client().fetch(at, { timeout: '0.05s' }))).toBe('http_timed_out')
  const work = new AbortController()
  const asking = clients().of('crm', work.signal).fetch(at)
  await vi.waitFor(() => expect(seen).toHaveLength(2))
  work.abort(new Error('the run was cancelled'))
  expect(await refusal(asking)).toBe('the run was cancelled')
})

test('a host that fails again and again is left alone for a while, by the plugin that asks it', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    answer = statuses(500)
    const all = clients()
    for (let n = 0; n < 5; n += 1) expect((await all.of('crm').fetch(at)).status).toBe(500)
    expect(await refusal(all.of('crm').fetch(at))).toBe('http_host_failing')
    expect(seen).toHaveLength(5)
    expect((await all.of('mail').fetch(at)).status).toBe(500)
    vi.setSystemTime(Date.now() + 31_000)
    answer = statuses(200)
    expect((await all.of('crm').fetch(at)).status).toBe(200)
    expect((await all.of('crm').fetch(at)).status).toBe(200)
  } finally {
    vi.useRealTimers()
  }
})

test('requests to one host are spread, and refused where there is no time for that', async () => {
  const now = () => 1_000_000
  const sender = clients({ now, bounds: { perSecond: 10, burst: 3 } }).of('crm')
  for (let n = 0; n < 5; n += 1) await sender.fetch(at)
  expect(waits.map(Math.round)).toEqual([100, 200])
  expect(await refusal(sender.fetch(at, { timeout: '0.1s' }))).toBe('http_budget_spent')
})

test('a try is told without what a query holds', async () => {
  const trials: HttpTrial[] = []
  const send: Transport = async () => {
    throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })
  }
  const sender = client({ send, tried: (trial) => void trials.push(trial) })
  const asking = sender.fetch('https://example.com/deals?token=tok-5d1f&page=2', { retries: 0 })
  await expect(asking).rejects.toMatchObject({ code: 'http_unreachable', message: expect.not.stringContaining('5d1f') })
  expect(trials).toMatchObject([
    { plugin: 'crm', url: 'https://example.com/deals?token&page', status: null, error: 'connect ECONNREFUSED' },
  ])
})

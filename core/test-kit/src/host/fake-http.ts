import { createHttpClients, type HttpClients, type SentRequest, type Transport } from '@tessera/http-client'
import { kitErrors } from '../errors.ts'

/** A request that a plugin sent to another system. */
export interface FakeRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What the other system answers. */
export interface FakeAnswer {
  /** 200 when left out. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** Instead of `json`. */
  readonly body?: string | Uint8Array
}

/** The systems outside of a test host. Nothing leaves the machine. */
export interface FakeHttp {
  /** Has requests to an address answered: the whole of it or all before its query, or a pattern. What is told last counts. */
  readonly answer: (
    url: string | RegExp,
    response: FakeAnswer | ((request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>),
  ) => void
  /** What was sent, in order. */
  readonly requests: readonly FakeRequest[]
}

const textOf = (body: SentRequest['body']) => (body === null ? '' : Buffer.from(body).toString())

/** The real client of plugins over answers that a test gives. It does not wait between tries, and refuses `http_unanswered`. */
export function fakeHttp(): { readonly fake: FakeHttp; readonly clients: HttpClients } {
  const answers: { readonly url: string | RegExp; readonly response: Parameters<FakeHttp['answer']>[1] }[] = []
  const requests: FakeRequest[] = []
  const matches = (url: string | RegExp, { href, origin, pathname }: URL) =>
    typeof url === 'string' ? url === href || url === `${origin}${pathname}` : url.test(href)
  const send: Transport = async ({ url, method, headers, body }, signal) => {
    signal.throwIfAborted()
    const request = { method, url: url.href, headers: Object.fromEntries(headers), body: textOf(body) }
    requests.push(request)
    const found = answers.findLast((each) => matches(each.url, url))
    if (!found) throw kitErrors('http_unanswered', { method, url: url.href })
    const answer = typeof found.response === 'function' ? await found.response(request) : found.response
    const { status = 200, json } = answer
    const sent = json === undefined ? (answer.body ?? '') : JSON.stringify(json)
    const type = json === undefined ? {} : { 'content-type': 'application/json' }
    const bytes = typeof sent === 'string' ? Buffer.from(sent) : sent
    return {
      status,
      headers: Object.entries({ ...type, ...answer.headers }),
      body: (async function* () {
        if (bytes.byteLength > 0) yield bytes
      })(),
    }
  }
  const clients = createHttpClients({ send, sleep: async () => {}, bounds: { perSecond: 10_000, burst: 10_000 } })
  return { fake: { answer: (url, response) => void answers.push({ url, response }), requests }, clients }
}

import { assertHost, type PrivateHosts } from './addresses.ts'
import { httpErrors } from './errors.ts'
import { assertSendable, shownUrl } from './prepared.ts'
import type { RawAnswer, SentRequest, Transport } from './transport.ts'

const mostRedirects = 5
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
/** What another host may be told beside the address. */
const harmless = ['accept', 'accept-language', 'user-agent', 'content-type']

function next({ url, method, headers, body }: SentRequest, status: number, location: string): SentRequest {
  const to = new URL(location, url)
  const isSeeOther = status === 303 || ((status === 301 || status === 302) && method === 'POST')
  const kept = to.origin === url.origin ? [...headers] : [...headers].filter(([name]) => harmless.includes(name))
  if (!isSeeOther || method === 'HEAD') return { url: to, method, headers: new Headers(kept), body }
  const bodiless = kept.filter(([name]) => name !== 'content-type')
  return { url: to, method: 'GET', headers: new Headers(bodiless), body: null }
}

/** Sends a request and follows where it leads, each step judged like the first. Another host is told no header of the plugin's. */
export async function follow(
  request: SentRequest,
  { send, allowed, signal }: { readonly send: Transport; readonly allowed: PrivateHosts; readonly signal: AbortSignal },
): Promise<RawAnswer> {
  let current = request
  for (let step = 0; step <= mostRedirects; step += 1) {
    assertSendable(current.url)
    assertHost(current.url.hostname, allowed)
    const answer = await send(current, signal)
    const location = new Headers([...answer.headers].map(([name, value]) => [name, value])).get('location')
    if (!redirects.has(answer.status) || location === null) return answer
    for await (const _ of answer.body ?? []) break
    if (!URL.canParse(location, current.url)) return answer
    current = next(current, answer.status, location)
  }
  throw httpErrors('http_too_many_redirects', { url: shownUrl(request.url), most: mostRedirects })
}

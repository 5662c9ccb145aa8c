import { setTimeout as pause } from 'node:timers/promises'
import { ProblemError } from '@tessera/plugin-api'
import type { HttpClient, HttpRequest } from '@tessera/plugin-api/server'
import type { PrivateHosts } from './addresses.ts'
import { httpErrors } from './errors.ts'
import { follow } from './follow.ts'
import { watchHosts, type HostBounds } from './hosts.ts'
import { prepare, shownUrl, type Prepared } from './prepared.ts'
import { jitteredMs, retryAfterMs } from './retry-delay.ts'
import type { RawAnswer, Transport } from './transport.ts'

export interface HttpOptions {
  readonly send: Transport
  readonly allowed?: PrivateHosts
  readonly bounds?: Partial<HostBounds>
  /** Hears of every try, for the log. Addresses have no values of queries. */
  readonly tried?: (trial: HttpTrial) => void
  readonly now?: () => number
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  readonly random?: () => number
}

/** One try of a request. */
export interface HttpTrial {
  readonly plugin: string
  readonly method: string
  readonly url: string
  readonly attempt: number
  readonly ms: number
  /** Null where no answer came. */
  readonly status: number | null
  readonly error: string | null
}

/** Makes the clients of plugins. A client belongs to a plugin, and gives up with the signal of the work it is used in. */
export interface HttpClients {
  readonly of: (plugin: string, signal?: AbortSignal) => HttpClient
}

const usualBounds: HostBounds = { perSecond: 10, burst: 20, failures: 5, restMs: 30_000 }
const refusedForNow: ReadonlySet<number> = new Set([429, 502, 503, 504])
const withoutBody: ReadonlySet<number> = new Set([204, 205, 304])

const ownSleep = async (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal })

async function whole({ status, headers, body }: RawAnswer, { sent, maxBytes }: Prepared): Promise<Response> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) {
      throw httpErrors('http_too_large', { url: shownUrl(sent.url), megabytes: Math.round(maxBytes / 104857.6) / 10 })
    }
    chunks.push(chunk as Uint8Array<ArrayBuffer>)
  }
  const kept = new Headers([...headers].map(([name, value]) => [name, value]))
  // why: what is handed on is unpacked
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name)
  return new Response(withoutBody.has(status) ? null : Buffer.concat(chunks, size), { status, headers: kept })
}

/** The reason inside of what `fetch` throws. */
function causeOf(error: unknown): Error {
  const { cause } = error as { readonly cause?: unknown }
  if (error instanceof ProblemError || !(cause instanceof Error)) return error as Error
  return causeOf(cause)
}

interface Try {
  readonly attempt: number
  readonly signal: AbortSignal
}

/** Makes clients that share what is known of hosts. */
export function createHttpClients(options: HttpOptions): HttpClients {
  const {
    send,
    allowed = new Set(),
    tried = () => {},
    now = Date.now,
    sleep = ownSleep,
    random = Math.random,
  } = options
  // why: what was refused before it was sent, or given up, says nothing about the host
  const isFailure = (error: unknown) => !(error instanceof ProblemError) && (error as Error).name !== 'AbortError'
  const bounds = { ...usualBounds, ...options.bounds }
  const hosts = watchHosts(bounds, isFailure, now)

  const once = async (plugin: string, prepared: Prepared, { attempt, signal }: Try): Promise<Response> => {
    const { sent } = prepared
    const begun = now()
    const said = { plugin, method: sent.method, url: shownUrl(sent.url), attempt }
    try {
      let response: Response | undefined
      await hosts.guarded(`${plugin} ${sent.url.origin}`, sent.url.host, async () => {
        try {
          const answer = await follow(sent, { send, allowed, signal })
          response = await whole(answer, prepared)
          return answer
        } catch (error) {
          throw causeOf(error)
        }
      })
      const { status } = response as Response
      tried({ ...said, ms: now() - begun, status, error: null })
      return response as Response
    } catch (error) {
      tried({ ...said, ms: now() - begun, status: null, error: (error as Error).message })
      throw error
    }
  }

  const fetchAs = async (plugin: string, prepared: Prepared, signal: AbortSignal): Promise<Response> => {
    const { sent, retries, isRepeatable, timeoutMs } = prepared
    const { host, origin } = sent.url
    const ends = now() + timeoutMs
    for (let attempt = 1; ; attempt += 1) {
      const wait = hosts.take(`${plugin} ${origin}`, host, ends - now())
      if (wait > 0) await sleep(wait, signal)
      const isLast = attempt > retries
      let delay: number
      try {
        const response = await once(plugin, prepared, { attempt, signal })
        const asked = retryAfterMs(response.headers.get('retry-after'), now())
        // why: who says when to come back has not taken the request
        const mayRepeat = isRepeatable || (asked !== null && (response.status === 429 || response.status === 503))
        if (isLast || !refusedForNow.has(response.status) || !mayRepeat) return response
        delay = asked ?? jitteredMs(attempt, random)
        if (now() + delay >= ends) return response
      } catch (error) {
        if (isLast || !isRepeatable || signal.aborted || error instanceof ProblemError) throw error
        delay = jitteredMs(attempt, random)
        if (now() + delay >= ends) throw error
      }
      await sleep(delay, signal)
    }
  }

  const clientOf = (plugin: string, around?: AbortSignal): HttpClient => ({
    fetch: async (url, request: HttpRequest = {}) => {
      const prepared = prepare(url, request)
      const late = AbortSignal.timeout(prepared.timeoutMs)
      const given = [around, request.signal].filter((signal) => signal !== undefined)
      const shown = shownUrl(prepared.sent.url)
      try {
        return await fetchAs(plugin, prepared, AbortSignal.any([late, ...given]))
      } catch (error) {
        const left = given.find((signal) => signal.aborted)
        if (left) throw left.reason
        if (late.aborted) throw httpErrors('http_timed_out', { url: shown, seconds: prepared.timeoutMs / 1000 })
        if (error instanceof ProblemError) throw error
        throw httpErrors('http_unreachable', { url: shown, reason: (error as Error).message })
      }
    },
  })
  return { of: clientOf }
}

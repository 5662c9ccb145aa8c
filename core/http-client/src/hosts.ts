import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel'
import { LRUCache } from 'lru-cache'
import { httpErrors } from './errors.ts'
import type { RawAnswer } from './transport.ts'

/** How much may be asked of one host, and when it is left alone. */
export interface HostBounds {
  readonly perSecond: number
  /** Requests at once before they are spread. */
  readonly burst: number
  /** Failures in a row after which it is left alone. */
  readonly failures: number
  readonly restMs: number
}

interface Host {
  readonly breaker: CircuitBreakerPolicy
  /** Until when its requests are spread, by the clock. */
  busyUntil: number
}

/** What plugins ask of hosts, each plugin and host by itself. */
export interface Hosts {
  /** Takes a place among the requests to a host. Answers how long to wait for it; refuses `http_budget_spent`. */
  readonly take: (key: string, host: string, most: number) => number
  /** Sends, unless the host failed too often. Refuses `http_host_failing`. */
  readonly guarded: (key: string, host: string, send: () => Promise<RawAnswer>) => Promise<RawAnswer>
}

/** Keeps an eye on the hosts that are asked; `isFailure` says which errors are theirs. */
export function watchHosts(bounds: HostBounds, isFailure: (error: unknown) => boolean, now: () => number): Hosts {
  const { perSecond, burst, failures, restMs } = bounds
  const hosts = new LRUCache<string, Host>({ max: 1000 })
  const hostOf = (key: string): Host => {
    const known = hosts.get(key)
    if (known) return known
    const handled = handleWhen(isFailure).orWhenResult((answer) => (answer as RawAnswer).status >= 500)
    const breaker = circuitBreaker(handled, { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failures) })
    const made: Host = { breaker, busyUntil: 0 }
    hosts.set(key, made)
    return made
  }
  return {
    take: (key, host, most) => {
      const one = hostOf(key)
      const spread = 1000 / perSecond
      const next = Math.max(one.busyUntil, now()) + spread
      const wait = Math.max(0, next - burst * spread - now())
      if (wait > most) throw httpErrors('http_budget_spent', { host, perSecond })
      one.busyUntil = next
      return wait
    },
    guarded: async (key, host, send) => {
      try {
        return await hostOf(key).breaker.execute(send)
      } catch (error) {
        throw error instanceof BrokenCircuitError ? httpErrors('http_host_failing', { host }) : error
      }
    },
  }
}

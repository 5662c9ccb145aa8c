import { ingestionErrors } from './errors.ts'

/** Room taken for events that wait to be stored. */
export interface Place {
  /** Gives the room back; more than once does nothing. */
  readonly leave: () => void
}

/** Bounds what waits to be stored, in bytes, before any of it is read. */
export interface Admission {
  /**
   * Takes room for a tenant's events. Refuses with `events_waiting` when the tenant has its share already, and with
   * `ingestion_full` when all tenants together have everything; both say when to come back.
   */
  readonly admit: (tenantId: string, bytes: number) => Place
}

/** What the smallest request costs beside its body, in bytes. */
const least = 4096
/** Part of everything that one tenant may take. */
const share = 1 / 4
const shortest = 1
const longest = 30

export interface AdmissionLimits {
  readonly bytes: number
  readonly largestBody: number
  /** Called when nothing waits any more, with the bytes that came since the last time. */
  readonly idle?: (bytes: number) => void
}

/** Makes the count of one process. A single body always fits when nothing else waits. */
export function createAdmission(limits: AdmissionLimits): Admission {
  const perTenant = Math.max(limits.largestBody, limits.bytes * share)
  const total = Math.max(perTenant, limits.bytes)
  const byTenant = new Map<string, number>()
  let waiting = 0
  /** How fast room has become free since something waits. */
  const pace = { since: 0, bytes: 0 }

  const secondsFor = (bytes: number) => {
    const seconds = (performance.now() - pace.since) / 1000
    const estimate = pace.bytes > 0 ? Math.ceil((bytes * seconds) / pace.bytes) : shortest
    return Math.min(longest, Math.max(shortest, estimate))
  }

  return {
    admit: (tenantId, given) => {
      const bytes = Math.max(least, Math.min(given, perTenant))
      const own = byTenant.get(tenantId) ?? 0
      const megabytes = (count: number) => Math.ceil(count / 2 ** 20)
      if (own + bytes > perTenant) {
        throw ingestionErrors('events_waiting', { megabytes: megabytes(own), seconds: secondsFor(own) })
      }
      if (waiting + bytes > total) throw ingestionErrors('ingestion_full', { seconds: secondsFor(waiting) })
      if (waiting === 0) Object.assign(pace, { since: performance.now(), bytes: 0 })
      byTenant.set(tenantId, own + bytes)
      waiting += bytes
      let here = true
      return {
        leave: () => {
          if (!here) return
          here = false
          waiting -= bytes
          pace.bytes += bytes
          const rest = (byTenant.get(tenantId) ?? 0) - bytes
          if (rest > 0) byTenant.set(tenantId, rest)
          else byTenant.delete(tenantId)
          if (waiting === 0) limits.idle?.(pace.bytes)
        },
      }
    },
  }
}

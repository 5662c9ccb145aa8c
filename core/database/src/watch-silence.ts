import type { Control } from './control.ts'
import type { Client } from './lease.ts'
import { silentConnection } from './trouble.ts'

/** When a connection was found waiting without the database being at work on it, and how much it had read by then. */
interface Suspicion {
  readonly since: number
  readonly bytes: number
}

/**
 * Looks after connections that wait long for an answer. One that waits while the database is not at work on its statement, seen
 * twice without a byte arriving in between, has lost the answer on its way: it is dropped, and its caller hears so at once instead
 * of when time is up. Returns what stops it.
 */
export function watchSilence(leased: ReadonlySet<Client>, control: Control, quietMs: number): () => void {
  let suspects = new Map<Client, Suspicion>()
  let isLooking = false

  const waiting = () => {
    const before = performance.now() - quietMs
    return [...leased].filter(({ waitingSince }) => waitingSince !== null && waitingSince < before)
  }
  const look = async () => {
    const asked = waiting().map((client) => ({ client, since: client.waitingSince ?? 0, bytes: client.bytesRead }))
    if (asked.length === 0) {
      suspects = new Map()
      return
    }
    const busy = await control.atWork(asked.flatMap(({ client }) => client.processID ?? [])).catch(() => null)
    if (!busy) return
    const found = new Map<Client, Suspicion>()
    for (const { client, since, bytes } of asked) {
      const isAsBefore = leased.has(client) && client.waitingSince === since && client.bytesRead === bytes
      if (!isAsBefore || busy.has(client.processID ?? 0)) continue
      const earlier = suspects.get(client)
      if (earlier?.since === since && earlier.bytes === bytes) {
        client.drop(silentConnection(Math.round(performance.now() - since)))
      } else found.set(client, { since, bytes })
    }
    suspects = found
  }
  const timer = setInterval(() => {
    if (isLooking || leased.size === 0) return
    isLooking = true
    void look().finally(() => {
      isLooking = false
    })
  }, quietMs / 2).unref()
  return () => clearInterval(timer)
}

import type { Control } from './control.ts'
import type { Client } from './lease.ts'
import { silentConnection } from './trouble.ts'

/** Since when a connection has waited for one answer without a byte arriving, and what was known of its statement. */
interface Stillness {
  readonly since: number
  readonly bytes: number
  readonly noticedAt: number
  /** The database was not at work on it when it was last asked. */
  readonly isIdle: boolean
}

/** How many quiet times nobody may be reached before connections that wait are given up with the rest. */
const unreachableTimes = 4

/**
 * Looks after connections that wait long for an answer. One that waits while the database is not at work on its statement, seen
 * twice without a byte arriving in between, has lost the answer on its way: it is dropped, and its caller hears so at once instead
 * of when time is up. So is one that waits while the database cannot be asked at all for a longer time. Returns what stops it.
 */
export function watchSilence(leased: ReadonlySet<Client>, control: Control, quietMs: number): () => void {
  let known = new Map<Client, Stillness>()
  let askedLast: number | null = null
  let isLooking = false

  const waiting = () => {
    const before = performance.now() - quietMs
    return [...leased].filter(({ waitingSince }) => waitingSince !== null && waitingSince < before)
  }
  const look = async () => {
    const clients = waiting()
    if (clients.length === 0) {
      known = new Map()
      askedLast = null
      return
    }
    const noticedAt = performance.now()
    askedLast ??= noticedAt
    const asked = clients.map((client) => {
      const [since, bytes] = [client.waitingSince ?? 0, client.bytesRead]
      const earlier = known.get(client)
      const isStill = earlier?.since === since && earlier.bytes === bytes
      return { client, still: isStill ? earlier : { since, bytes, noticedAt, isIdle: false } }
    })
    const answer = await control.atWork(asked.flatMap(({ client }) => client.processID ?? []))
    if (answer !== 'unreachable') askedLast = performance.now()
    const isDead = performance.now() - askedLast > unreachableTimes * quietMs
    known = new Map()
    for (const { client, still } of asked) {
      const isAsBefore = leased.has(client) && client.waitingSince === still.since && client.bytesRead === still.bytes
      if (!isAsBefore) continue
      const isIdle = answer instanceof Set && !answer.has(client.processID ?? 0)
      if (isDead || (isIdle && still.isIdle)) client.drop(silentConnection(Math.round(performance.now() - still.since)))
      else known.set(client, { ...still, isIdle })
    }
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

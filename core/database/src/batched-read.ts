import { setTimeout as sleep } from 'node:timers/promises'
import { silentConnection } from './trouble.ts'

/** A read that takes longer no longer holds up the next one. */
const patienceMs = 2_000
/** Until those who wait for a read are told that it came to nothing. */
const giveUpMs = 10_000

/**
 * Answers many callers with few reads: who asks waits for the next read, one that starts after the question, together with
 * all others who wait. One read runs at a time, so an answer is never older than its question and the number of reads does
 * not grow with the number of callers; only one that takes unusually long is overtaken. A read that fails, or has no answer in
 * time, fails for those who waited for it. `undefined`: there is nothing.
 */
export function batchedRead<Value>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  limits: { readonly patienceMs: number; readonly giveUpMs: number } = { patienceMs, giveUpMs },
): (key: string) => Promise<Value | undefined> {
  let waiting: Map<string, PromiseWithResolvers<Value | undefined>> = new Map()
  let running = false

  const answer = async (asked: typeof waiting): Promise<void> => {
    const late = setTimeout(() => {
      for (const { reject } of asked.values()) reject(silentConnection(limits.giveUpMs))
    }, limits.giveUpMs)
    try {
      const found = await read([...asked.keys()])
      for (const [key, { resolve }] of asked) resolve(found.get(key))
    } catch (error) {
      for (const { reject } of asked.values()) reject(error)
    } finally {
      clearTimeout(late)
    }
  }
  const next = async (): Promise<void> => {
    const asked = waiting
    waiting = new Map()
    const patience = new AbortController()
    const answered = answer(asked).finally(() => patience.abort())
    await Promise.race([answered, sleep(limits.patienceMs, undefined, patience).catch(() => {})])
    if (waiting.size > 0) return next()
    running = false
  }

  return (key) => {
    const place = waiting.get(key) ?? Promise.withResolvers<Value | undefined>()
    waiting.set(key, place)
    if (!running) {
      running = true
      // why: requests that arrived together are read together
      setImmediate(() => void next())
    }
    return place.promise
  }
}

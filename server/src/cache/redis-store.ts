import type { SharedStore } from '@tessera/query'
import type { Logger } from 'pino'

/** Answers kept in Redis. */
export interface RedisStore extends SharedStore {
  readonly close: () => Promise<void>
}

const patienceMs = 250
const complainEveryMs = 60_000

/** Connects to Redis at once and again whenever it is lost. While it is away every read is a miss and nothing is written. */
export async function openRedisStore(url: string, log: Logger): Promise<RedisStore> {
  // why: loaded only where it is used; a server without Redis does not carry its code
  const { Redis } = await import('ioredis')
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    commandTimeout: patienceMs,
    retryStrategy: (times) => Math.min(times * 200, 5_000),
  })
  let complained = -Infinity
  const lost = (error: Error) => {
    if (performance.now() - complained < complainEveryMs) return
    complained = performance.now()
    log.warn({ err: error }, 'Redis cannot be reached; answers are kept in memory only')
  }
  redis.on('error', lost)
  return {
    get: (key) =>
      redis.get(key).catch((error: Error) => {
        lost(error)
        return null
      }),
    set: (key, value, seconds) => void redis.set(key, value, 'EX', seconds).catch(lost),
    close: async () => redis.disconnect(),
  }
}

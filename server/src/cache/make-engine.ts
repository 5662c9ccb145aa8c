import type { Database } from '@tessera/database'
import {
  createAnswers,
  createQueryEngine,
  createTurns,
  type QueryEngine,
  type QueryEngineOptions,
  type Turns,
} from '@tessera/query'
import type { Registry } from '@tessera/registry'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { codeFingerprint } from './code-fingerprint.ts'
import { openRedisStore } from './redis-store.ts'

/** Connections left for ingestion, projections and rollups. */
const connectionsKeptFree = 2

/** Longest time of a question that nobody waits for. */
const backgroundMs = 60_000

/** The engine, and the queue that all tenants' transactions of callers stand in. */
export interface EngineParts {
  readonly engine: QueryEngine
  /** The same without the cache, for work in the background that asks each question once. */
  readonly uncached: QueryEngine
  readonly turns: Turns
  readonly close: () => Promise<void>
}

/** The engine with its cache and its queue as configured. */
export async function makeEngine(
  parts: {
    readonly database: Database
    readonly registry: Registry
    readonly rollups: NonNullable<QueryEngineOptions['rollups']>
    /** Told which tables answers of metrics were made from. */
    readonly learn: (metrics: readonly string[], tables: readonly string[]) => void
  },
  options: { readonly config: Config; readonly log: Logger; readonly secret: string },
): Promise<EngineParts> {
  const { database, registry, rollups } = parts
  const { config, log, secret } = options
  const redis = config.redisUrl === null || config.cacheMb === 0 ? null : await openRedisStore(config.redisUrl, log)
  const answers = createAnswers({
    versions: database,
    onComputed: (asked, reads) =>
      parts.learn(
        asked.metrics.map(({ id }) => id),
        reads,
      ),
    bytes: config.cacheMb * 1024 * 1024,
    ...(redis ? { shared: redis, fingerprint: codeFingerprint(config.root) } : {}),
  })
  // why: the embedded database works on one statement at a time; a queue in front of it is fair, its own is not
  const rests = database.kind === 'embedded'
  const total = rests ? 1 : config.connections - connectionsKeptFree
  const turns = createTurns({ total, rests, perTenant: config.statementsPerTenant, waiting: config.waitingPerTenant })
  const engine = createQueryEngine({ model: registry, database, answers, turns, secret, rollups })
  const uncached = createQueryEngine({ model: registry, database, turns, secret, rollups, timeoutMs: backgroundMs })
  return { engine, uncached, turns, close: async () => redis?.close() }
}

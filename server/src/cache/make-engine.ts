import type { Database } from '@tessera/database'
import {
  createAnswers,
  createQueryEngine,
  createTurns,
  type QueryEngine,
  type QueryEngineOptions,
} from '@tessera/query'
import type { Registry } from '@tessera/registry'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { codeFingerprint } from './code-fingerprint.ts'
import { openRedisStore } from './redis-store.ts'

/** Connections left for sign-in, ingestion and plugins' own procedures. */
const connectionsKeptFree = 2
const connections = 10

/** The engine with its cache and its queue as configured. */
export async function makeEngine(
  parts: {
    readonly database: Database
    readonly registry: Registry
    readonly rollups: NonNullable<QueryEngineOptions['rollups']>
  },
  options: { readonly config: Config; readonly log: Logger; readonly secret: string },
): Promise<QueryEngine & { readonly close: () => Promise<void> }> {
  const { database, registry, rollups } = parts
  const { config, log, secret } = options
  const redis = config.redisUrl === null || config.cacheMb === 0 ? null : await openRedisStore(config.redisUrl, log)
  const answers = createAnswers({
    dataVersion: database.dataVersion,
    bytes: config.cacheMb * 1024 * 1024,
    ...(redis ? { shared: redis, fingerprint: codeFingerprint(config.root) } : {}),
  })
  // why: the embedded database works on one statement at a time; a queue in front of it is fair, its own is not
  const rests = database.kind === 'embedded'
  const total = rests ? 1 : connections - connectionsKeptFree
  const turns = createTurns({ total, rests, perTenant: config.statementsPerTenant, waiting: config.waitingPerTenant })
  const engine = createQueryEngine({ model: registry, database, answers, turns, secret, rollups })
  return { ...engine, close: async () => redis?.close() }
}

import type { Database } from '@tessera/database'
import {
  serverCarrier,
  topicHub,
  watchVersions,
  type DataChange,
  type TopicHub,
  type VersionWatch,
} from '@tessera/live'
import type { RollupDefinition } from '@tessera/query'
import type { Registry } from '@tessera/registry'
import type { Logger } from 'pino'
import { affectedMetrics, type AffectedMetrics } from './affected-metrics.ts'

/** What is told as it happens. */
export interface Live {
  readonly watch: VersionWatch['watch']
  /** Full ids of the metrics that may have new answers; null where it may be any. */
  readonly affectedBy: (change: DataChange) => readonly string[] | null
  readonly learn: AffectedMetrics['learn']
  /** News of plugins. */
  readonly topics: TopicHub
  readonly close: () => Promise<void>
}

/** Opens the live news of one process. */
export function openLive(parts: {
  readonly database: Database
  readonly registry: Registry
  readonly rollups: readonly RollupDefinition[]
  readonly log: Logger
  /** What servers of one installation have in common. */
  readonly secret: string
}): Live {
  const { database, registry, log, secret } = parts
  const onTrouble = (error: unknown) => log.debug({ err: error }, 'live news were held up for a moment')
  const { watch, close } = watchVersions(database, { onTrouble })
  // why: a rollup answers what its rows would
  const kept = new Set(parts.rollups.map(({ table }) => table))
  const affected = affectedMetrics(registry, (table) => kept.has(table))
  const known = new WeakMap<DataChange, readonly string[]>()
  const carrier = database.kind === 'postgres' ? serverCarrier(database, secret, onTrouble) : null
  return {
    watch,
    topics: topicHub(carrier),
    close: async () => {
      close()
      await carrier?.close()
    },
    learn: affected.learn,
    affectedBy: (change) => {
      const { tables } = change
      if (tables === null) return null
      const metrics = known.get(change) ?? affected.of(tables)
      known.set(change, metrics)
      return metrics
    },
  }
}

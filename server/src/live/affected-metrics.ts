import type { Registry } from '@tessera/registry'

/** Knows which metrics may have new answers when tables were written. */
export interface AffectedMetrics {
  /** Learns what an answer of these metrics was made from. */
  readonly learn: (metrics: readonly string[], tables: readonly string[]) => void
  /** Full ids of the metrics that read one of the tables. */
  readonly of: (tables: readonly string[]) => readonly string[]
}

/** What keeps rollups in step: written after rows are, and changes no answer. */
const bookkeeping: ReadonlySet<string> = new Set(['core.data_changes', 'core.rollup_states'])
const believeMs = 5_000

/**
 * Makes the knowledge of one process: the tables that facts name, and those that the database said answers have read, behind views and in
 * functions too.
 */
export function affectedMetrics(
  registry: Pick<Registry, 'metrics' | 'tablesOf'>,
  isRollup: (table: string) => boolean,
): AffectedMetrics {
  const learned = new Map<string, Set<string>>()
  let declared: readonly (readonly [string, ReadonlySet<string>])[] = []
  let readAt = -Infinity
  const tablesByMetric = () => {
    // why: plugins may fail at any time, and what they declare goes with them
    if (performance.now() - readAt > believeMs) {
      readAt = performance.now()
      declared = registry.metrics().map(({ info: { id } }) => [id, registry.tablesOf(id)])
    }
    return declared
  }
  return {
    learn: (metrics, tables) => {
      for (const metric of metrics) {
        const known = learned.get(metric) ?? new Set()
        for (const table of tables) if (!bookkeeping.has(table) && !isRollup(table)) known.add(table)
        learned.set(metric, known)
      }
    },
    of: (tables) =>
      tablesByMetric()
        .filter(([id, own]) => tables.some((table) => own.has(table) || learned.get(id)?.has(table)))
        .map(([id]) => id),
  }
}

import { definitionHash } from '@tessera/query'
import type { Registry } from '@tessera/registry'
import type { DefinitionHistory } from '@tessera/plugin-api/wire'
import { sql, type Kysely } from 'kysely'
import { definitionErrors } from './errors.ts'

/** What is known of the definitions of live metrics, by metric. */
export type Definitions = ReadonlyMap<string, DefinitionHistory>

/** Where a change nobody announced is told. */
export interface DefinitionLog {
  readonly warn: (about: Readonly<Record<string, unknown>>, sentence: string) => void
}

interface Seen {
  readonly metric_id: string
  readonly version: number
  readonly definition_hash: string
  readonly first_seen_at: Date
}

type Now = Omit<Seen, 'first_seen_at'>

const same = (a: Now, b: Now) => a.version === b.version && a.definition_hash === b.definition_hash

/** What is asked of a registry. */
type Defined = Pick<Registry, 'metrics' | 'metric' | 'degrade'>

/** Live metrics as they are defined now. A source that cannot be read has been refused before. */
function currentDefinitions(registry: Defined): Now[] {
  return registry.metrics().flatMap(({ source, ...metric }) => {
    if (!source) return []
    const definition_hash = definitionHash({ ...metric, source }, registry)
    return [{ metric_id: metric.info.id, version: metric.info.version, definition_hash }]
  })
}

/** History of one metric from what was seen of it, oldest first; two servers that start at once may have noted one twice. */
function historyOf(seen: readonly Seen[]): DefinitionHistory | null {
  const steps = seen.filter((one, index) => index === 0 || !same(one, seen[index - 1] as Seen))
  const [last, before] = [steps.at(-1), steps.at(-2)]
  if (!last) return null
  const since = last.first_seen_at.toISOString()
  if (!before) return { since, changed: null }
  const unannounced = before.version === last.version
  return { since, changed: { from: before.version, to: last.version, unannounced } }
}

/**
 * Compares the definitions of all live metrics with those of earlier starts, notes what is new, and answers the history of
 * each. A formula that changed under the same version is said in the log and in the status of its plugin.
 */
export async function noteDefinitions(
  owner: Kysely<never>,
  registry: Defined,
  options: { readonly log: DefinitionLog; readonly now: Date },
): Promise<Definitions> {
  const { rows } = await sql<Seen>`
    select metric_id, version, definition_hash, first_seen_at from core.metric_definitions
    order by metric_id, first_seen_at`.execute(owner)
  const known = Map.groupBy(rows, (row) => row.metric_id)
  const histories = new Map<string, DefinitionHistory>()
  const fresh: Seen[] = []
  for (const current of currentDefinitions(registry)) {
    const seen = known.get(current.metric_id) ?? []
    const last = seen.at(-1)
    const isNew = !last || !same(last, current)
    const all = isNew ? [...seen, { ...current, first_seen_at: options.now }] : seen
    if (isNew) fresh.push(...all.slice(-1))
    const history = historyOf(all)
    if (history) histories.set(current.metric_id, history)
    if (history?.changed?.unannounced) warn(current, history)
  }
  if (fresh.length > 0) {
    await sql`insert into core.metric_definitions (metric_id, first_seen_at, version, definition_hash)
      select metric_id, first_seen_at, version, definition_hash
      from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb)
        as seen(metric_id text, first_seen_at timestamptz, version int, definition_hash text)
      on conflict (metric_id, first_seen_at) do nothing`.execute(owner)
  }
  return histories

  function warn({ metric_id: metric, version }: Now, { since }: DefinitionHistory): void {
    const problem = definitionErrors('definition_unannounced', { metric, version, since })
    const { plugin = '' } = registry.metric(metric)?.info ?? {}
    options.log.warn({ plugin, metric }, problem.message)
    registry.degrade(plugin, 'check', problem)
  }
}

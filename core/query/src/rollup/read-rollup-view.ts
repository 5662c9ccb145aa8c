import { factOf } from '@tessera/plugin-api/server'
import type { TenantStatements } from '../tenant-database.ts'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import type { RollupDefinition } from '../rollup-definition.ts'
import type { RollupState, RollupStatus, RollupView } from '../rollup-view.ts'
import type { TimeSpan } from '../time/time-spans.ts'

/** Most marks a query looks at. */
const mostMarks = 1_000

interface Row {
  readonly name: string
  readonly hash: string | null
  readonly status: RollupStatus | null
  readonly time_zone: string | null
  readonly detail: string | null
  readonly from_time: number | null
  readonly to_time: number | null
}

/** `$1` tenant, `$2` rollups, `$3` tables. */
const viewText = `
select rollup as name, definition_hash as hash, status, time_zone, detail, null::bigint as from_time, null::bigint as to_time
from core.rollup_states where tenant_id = $1::uuid and rollup = any($2::text[])
union all
(select table_name, null, null, null, null, (extract(epoch from from_time) * 1000)::bigint, (extract(epoch from to_time) * 1000)::bigint
from core.data_changes where tenant_id = $1::uuid and table_name = any($3::text[])
limit ${mostMarks + 1})`

/** Reads what is built and what changed since, for the facts of a query, in the query's own transaction. */
export async function readRollupView(
  { run }: TenantStatements,
  asked: { readonly measures: readonly PlannedMeasure[]; readonly tenantId: string },
  all: readonly RollupDefinition[],
): Promise<RollupView | null> {
  const facts = new Set(asked.measures.map((measure) => factOf(measure.source)))
  const definitions = all.filter((definition) => facts.has(definition.fact))
  if (definitions.length === 0) return null
  const tables = [...new Set(definitions.map((definition) => definition.fact.table))]
  const hashes = new Map(definitions.map((definition) => [definition.id, definition.hash]))
  const parameters = [asked.tenantId, [...hashes.keys()], tables]
  const rows = (await run({ sql: viewText, parameters }, { prepared: true })) as unknown as readonly Row[]
  const states = new Map<string, RollupState>()
  const changes = new Map<string, TimeSpan[] | null>(tables.map((table) => [table, []]))
  const marks = rows.filter((row) => row.status === null)
  for (const { name, hash, status, time_zone, detail } of rows) {
    if (status && hashes.get(name) === hash) states.set(name, { status, timeZone: time_zone ?? 'UTC', detail })
  }
  for (const { name, from_time, to_time } of marks) {
    changes.get(name)?.push({ from: Number(from_time), to: Number(to_time) })
  }
  if (marks.length > mostMarks) for (const table of tables) changes.set(table, null)
  return { definitions, states, changes }
}

import { sql, type RawBuilder } from 'kysely'
import type { PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Period } from './bucket-sql.ts'
import { dimensionColumn, measureColumn } from './leaf.ts'
import { periodsOf } from './periods.ts'

export interface CompiledLeaf {
  readonly name: string
  readonly select: RawBuilder<unknown>
  readonly measures: readonly PlannedMeasure[]
  readonly period: Period
}

function measureColumns(query: ResolvedQuery): string[] {
  return periodsOf(query).flatMap((period) => query.measures.map((measure) => measureColumn(measure, period)))
}

/** Rows without values for every bucket (of every group seen), so that empty buckets stand in the answer. */
function fillPart(
  query: ResolvedQuery,
  leaves: readonly CompiledLeaf[],
  nulls: RawBuilder<unknown>,
): RawBuilder<unknown> | null {
  const buckets = sql`generate_series(1, ${sql.lit(query.time.slots.length)}) as bucket(ordinal)`
  if (!query.fill) return null
  if (query.dimensions.length === 0) return sql`select ordinal, ${nulls} from ${buckets}`
  if (query.time.grain === null || leaves.length === 0) return null
  const dimensions = sql.join(query.dimensions.map((_, index) => sql.ref(dimensionColumn(index))))
  const seen = sql.join(
    leaves.map((leaf) => sql`select ${dimensions} from ${sql.ref(leaf.name)}`),
    sql` union `,
  )
  return sql`select ordinal, ${dimensions}, ${nulls} from ${buckets} cross join (${seen}) as seen`
}

/**
 * Puts the leaves side by side: UNION ALL with nulls for what a leaf does not have, then one row per bucket and group.
 * Each value stands in one leaf row per group, so `max` only picks it; null groups stay one group.
 */
export function mergeSql(query: ResolvedQuery, leaves: readonly CompiledLeaf[]): RawBuilder<unknown> {
  const columns = measureColumns(query)
  const dimensions = query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const keys = sql.join([sql.ref('ordinal'), ...dimensions])
  const nothing = sql`null::bigint`
  const part = (leaf: CompiledLeaf) => {
    const own = new Set(leaf.measures.map((measure) => measureColumn(measure, leaf.period)))
    const values = columns.map((name) => (own.has(name) ? sql.ref(name) : nothing))
    return sql`select ${sql.join([keys, ...values])} from ${sql.ref(leaf.name)}`
  }
  const fill = fillPart(query, leaves, sql.join(columns.map(() => nothing)))
  const empty = sql`select ${sql.join([sql`null::int`, ...dimensions.map(() => sql`null::text`), ...columns.map(() => nothing)])} where false`
  const parts = [...leaves.map(part), ...(fill ? [fill] : [])]
  const ctes = leaves.map((leaf) => sql`${sql.ref(leaf.name)} as (${leaf.select}\n)`)
  const picked = columns.map((name) => sql`max(${sql.ref(name)}) as ${sql.ref(name)}`)
  const merged = sql`merged as (
  select ${sql.join([keys, ...picked])}
  from (
    ${sql.join(parts.length > 0 ? parts : [empty], sql`\n    union all\n    `)}
  ) as part(${sql.join([keys, ...columns.map((name) => sql.ref(name))])})
  where ordinal is not null
  group by ${keys}
)`
  return sql.join([...ctes, merged], sql`,\n`)
}

import { sql, type RawBuilder } from 'kysely'
import type { DimensionInfo, LeafSource } from '@tessera/plugin-api/wire'
import type { GroupSet, PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Period } from './bucket-sql.ts'
import { setColumn, setNumber } from './grouping.ts'
import { dimensionColumn, measureColumn } from './leaf.ts'
import { periodsOf } from './periods.ts'

export interface CompiledLeaf {
  readonly name: string
  readonly select: RawBuilder<unknown>
  readonly measures: readonly PlannedMeasure[]
  readonly period: Period
  /** The one set of dimensions it is grouped by; null when that is all of them, or when it names its sets itself. */
  readonly set: GroupSet | null
  readonly source: LeafSource
}

function measureColumns(query: ResolvedQuery): string[] {
  const counted = query.measures.filter(({ isGroups }) => !isGroups)
  return periodsOf(query).flatMap((period) => counted.map((measure) => measureColumn(measure, period)))
}

/** Columns that tell groups apart: the set where there are several, and the dimensions. */
export function groupColumns(query: ResolvedQuery): RawBuilder<unknown>[] {
  const dimensions = query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  return query.sets ? [sql.ref(setColumn), ...dimensions] : dimensions
}

const missing = { text: sql`null::text`, number: sql`null::int`, boolean: sql`null::boolean` }

function groupsOf(leaf: CompiledLeaf, query: ResolvedQuery): RawBuilder<unknown>[] {
  const { set } = leaf
  if (!set) return groupColumns(query)
  const dimension = ({ type }: DimensionInfo, index: number) => {
    const place = set.indexOf(index)
    return place < 0 ? missing[type] : sql.ref(dimensionColumn(place))
  }
  return [sql`${sql.lit(setNumber(set, query.dimensions.length))}`, ...query.dimensions.map(dimension)]
}

/** Groups that stand in the answer whether or not a row was seen: the one of all rows. */
function ofAllRows(query: ResolvedQuery): RawBuilder<unknown>[] {
  const { sets, dimensions } = query
  if (!sets?.some((set) => set.length === 0)) return []
  const number = sql.lit(setNumber([], dimensions.length))
  return [sql`select ${sql.join([number, ...dimensions.map(({ type }) => missing[type])])}`]
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
  const seen =
    query.time.grain === null
      ? []
      : leaves.map((leaf) => sql`select ${sql.join(groupsOf(leaf, query))} from ${sql.ref(leaf.name)}`)
  const groups = [...seen, ...ofAllRows(query)]
  if (groups.length === 0) return null
  const columns = sql.join(groupColumns(query))
  return sql`select ordinal, ${columns}, ${nulls} from ${buckets} cross join (${sql.join(groups, sql` union `)}) as seen(${columns})`
}

/**
 * Puts the leaves side by side: UNION ALL with nulls for what a leaf does not have, then one row per bucket and group.
 * Each value stands in one leaf row per group, so `max` only picks it; null groups stay one group.
 */
export function mergeSql(query: ResolvedQuery, leaves: readonly CompiledLeaf[]): RawBuilder<unknown> {
  const columns = measureColumns(query)
  const keys = sql.join([sql.ref('ordinal'), ...groupColumns(query)])
  const nothing = sql`null::bigint`
  const part = (leaf: CompiledLeaf) => {
    const own = new Set(leaf.measures.map((measure) => measureColumn(measure, leaf.period)))
    const values = columns.map((name) => (own.has(name) ? sql.ref(name) : nothing))
    return sql`select ${sql.join([sql.ref('ordinal'), ...groupsOf(leaf, query), ...values])} from ${sql.ref(leaf.name)}`
  }
  const fill = fillPart(query, leaves, sql.join(columns.map(() => nothing)))
  const set = query.sets ? [sql`null::int`] : []
  const empty = sql`select ${sql.join([sql`null::int`, ...set, ...query.dimensions.map(() => sql`null::text`), ...columns.map(() => nothing)])} where false`
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

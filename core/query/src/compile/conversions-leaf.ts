import { sql, type RawBuilder } from 'kysely'
import type { Bounds, Conversions } from '@tessera/plugin-api/server'
import { boundsOf, ordinalSql } from './bucket-sql.ts'
import { columnOrExpression } from './fact-columns.ts'
import {
  all,
  dimensionColumn,
  groupBy,
  leafScope,
  measureColumn,
  tenantParameter,
  timeParameter,
  type Leaf,
  type LeafContext,
} from './leaf.ts'

/**
 * Conversions credited to rows of the leaf's fact, as CTEs up to `credit`. Rows one window before and after the range are
 * read too: they may take the credit away from a row inside it. `details` are kept of each credited row, with its conversion.
 */
export function creditScan(leaf: Leaf, context: LeafContext, details: readonly RawBuilder<unknown>[] | null = null) {
  const { fact, measures } = leaf
  const first = measures[0]
  if (!first) return null
  const source = first.source as Conversions
  const bounds = boundsOf(context.period, { fact, metric: first.metric, relative: context.query.time.relative })
  const begin = bounds[0]
  const end = bounds.at(-1)
  if (!begin || !end) return null
  const from = timeParameter(begin.from, fact)
  const to = timeParameter(end.to, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const scope = leafScope(leaf, context, scoped)
  const window = sql`${sql.lit(`${source.window.days * 24} hours`)}::interval`
  const time = sql`${sql.ref(fact.time.column)}`
  const actor = sql.ref(source.actor)
  const { converted } = source
  const convertedTime = sql.ref(converted.fact.time.column)
  const condition = (where: Conversions['where']) => (where ? [sql`(${columnOrExpression(where, scoped)})`] : [])
  const names = context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const rows = sql.join([
    sql`${actor} as _actor`,
    sql`${time} as _ts`,
    ...fact.key.map((name, index) => sql`${sql.ref(name)} as ${sql.ref(`_k${index + 1}`)}`),
    ...scope.dimensions.map((expression, index) => sql`${expression} as ${names[index]}`),
    ...(details ?? []),
  ])
  const keys = sql.join(fact.key.map((_, index) => sql.ref(`base._k${index + 1}`)))
  const order = source.touch === 'first' ? sql`base._ts, ${keys}` : sql`base._ts desc, ${keys} desc`
  const where = all([
    ...scope.where,
    ...condition(source.where),
    ...(first.filter ? [scope.condition(first.filter)] : []),
    sql`${actor} is not null`,
    sql`${time} > ${from} - ${window}`,
    sql`${time} < ${to} + ${window}`,
  ])
  const convertedWhere = all([
    sql`tenant_id = ${scoped.tenant}`,
    ...(converted.fact.where ? condition(converted.fact.where) : []),
    ...condition(converted.where),
    sql`${actor} is not null`,
    sql`${convertedTime} >= ${from}`,
    sql`${convertedTime} < ${to} + ${window}`,
  ])
  const convertedKey = sql.join(
    converted.fact.key.map((name, index) => sql`${sql.ref(name)} as ${sql.ref(`_c${index + 1}`)}`),
  )
  const conversion = sql.join(converted.fact.key.map((_, index) => sql.ref(`conversion._c${index + 1}`)))
  const credited = details ? sql`base.*, conversion._at, ${conversion}` : sql`base.*`
  const ctes = sql`base as (
      select ${rows}
      from ${scope.columns.from()}
      where ${where}
    ),
    conversion as (
      select ${actor} as _actor, ${convertedTime} as _at, ${convertedKey}
      from ${sql.table(converted.fact.table)}
      where ${convertedWhere}
    ),
    credit as (
      select distinct on (${conversion}) ${credited}
      from conversion
        join base on base._actor = conversion._actor
          and base._ts <= conversion._at and base._ts > conversion._at - ${window}
      order by ${conversion}, ${order}
    )`
  return { ctes, bounds, names, inside: sql`_ts >= ${from} and _ts < ${to}` }
}

/** How many conversions are credited to the rows of each bucket. */
export function conversionsLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const scan = creditScan(leaf, context)
  if (!scan) return null
  const { names } = scan
  const counts = leaf.measures.map((measure) => sql`count(*) as ${sql.ref(measureColumn(measure, context.period))}`)
  return sql`
  with ${scan.ctes}
  select ${sql.join([sql`${ordinalSql(sql`_ts`, scan.bounds, leaf.fact)} as ordinal`, ...names, ...counts])}
  from credit
  where ${scan.inside}
  group by ${groupBy(names.length)}`
}

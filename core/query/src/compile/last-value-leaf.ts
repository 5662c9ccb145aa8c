import { sql, type RawBuilder } from 'kysely'
import type { Bounds, LastValue } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { boundsOf, timeType, type Bound } from './bucket-sql.ts'
import { columnOrExpression } from './fact-columns.ts'
import {
  all,
  dimensionColumn,
  dimensionSelects,
  groupBy,
  leafScope,
  measureColumn,
  tenantParameter,
  timeParameter,
  type Leaf,
  type LeafContext,
} from './leaf.ts'
import { openingRows } from './opening-rows.ts'
import { untilNow } from './until-now.ts'

/** How the parts of a value are put together again. A mean never comes here: it is kept as sum and count. */
const again = { sum: sql`sum`, count: sql`sum`, min: sql`min`, max: sql`max`, avg: sql`avg` } as const

/** SQL over the ends of the buckets: how many of them are no later than a time. */
function endsUntil(
  time: RawBuilder<unknown>,
  bounds: readonly Bound[],
  type: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`width_bucket(${time}, ${bounds.map((bound) => bound.to)}::${type}[])`
}

/** First and last bucket, counted from 1, at whose end an observation is the entity's last one, is trusted, and has not ended. */
function reachSql(leaf: Leaf, source: LastValue, { bounds, scoped }: { bounds: readonly Bound[]; scoped: Bounds }) {
  const { fact } = leaf
  const dated = fact.time.type === 'local_date'
  const time = sql`${sql.ref(fact.time.column)}`
  const count = (at: RawBuilder<unknown>) => endsUntil(at, bounds, timeType(fact))
  const days = source.maxAge?.days ?? 0
  const age = dated ? sql.lit(days) : sql`${sql.lit(`${days * 24} hours`)}::interval`
  const last = sql.join([
    sql.lit(bounds.length),
    count(sql`lead(${time}) over later`),
    ...(source.maxAge ? [count(sql`${time} + ${age}`)] : []),
    ...(source.ended ? [count(sql`${columnOrExpression(source.ended, scoped)}`)] : []),
  ])
  return { first: sql`${count(time)} + 1`, last: sql`least(${last})`, time, age }
}

type Planned = PlannedMeasure & { readonly source: LastValue }

/** Columns of the observations: each value once, though several measures rest on it. */
function observed(measures: readonly Planned[], scope: ReturnType<typeof leafScope>, bounds: Bounds) {
  const firsts: Planned[] = []
  const nameOf = (measure: Planned) => {
    const known = firsts.findIndex(
      ({ source, filter }) =>
        source.value === measure.source.value && source.where === measure.source.where && filter === measure.filter,
    )
    return sql.ref(`v${known < 0 ? firsts.push(measure) : known + 1}`)
  }
  const names = measures.map(nameOf)
  const values = firsts.map((measure) => {
    const { value, where } = measure.source
    const conditions = [
      ...(where ? [scope.callback(where)] : []),
      ...(measure.filter ? [scope.condition(measure.filter)] : []),
    ]
    const column = value === undefined ? sql`1` : columnOrExpression(value, bounds)
    const counted =
      conditions.length > 0 ? sql`case when ${sql.join(conditions, sql` and `)} then ${column} end` : column
    return sql`${counted} as ${nameOf(measure)}`
  })
  return { names, values }
}

/** Bucket number → ordinal, where comparisons have buckets without a counterpart. */
function ordinalOf(bounds: readonly Bound[]): RawBuilder<unknown> {
  const ordinals = bounds.map((bound) => bound.ordinal)
  const plain = ordinals.every((ordinal, index) => ordinal === index + 1)
  return plain ? sql`_bucket` : sql`(${ordinals}::int[])[_bucket]`
}

/**
 * The observations of a leaf, each with the first and the last bucket it stands in; `shown` are columns to select beside. An
 * observation stands from the first bucket that ends after it to the last one that ends no later than the entity's next one.
 * Conditions of the query look at what stands, so they come after; only rows that count at all take part in finding it.
 */
export function observationScan(leaf: Leaf, context: LeafContext, shown: readonly RawBuilder<unknown>[] = []) {
  const { fact } = leaf
  const measures = leaf.measures as readonly Planned[]
  const [first] = measures
  const period = untilNow(context.period, context)
  const bounds = boundsOf(period, { fact, metric: first?.metric ?? fact.name, relative: true })
  const [begin, end] = [bounds[0], bounds.at(-1)]
  if (!first || !begin || !end) return null
  const { source } = first
  const scoped: Bounds = {
    tenant: tenantParameter(context.tenantId),
    from: timeParameter(begin.from, fact),
    to: timeParameter(end.to, fact),
  }
  const scope = leafScope(leaf, context, scoped)
  const reach = reachSql(leaf, source, { bounds, scoped })
  const { names, values } = observed(measures, scope, scoped)
  const asked = context.query.where
  const select = sql.join([
    ...shown,
    ...dimensionSelects(scope.dimensions),
    ...values,
    ...(asked ? [sql`${scope.condition(asked)} as _asked`] : []),
    sql`${reach.first} as _first`,
    sql`${reach.last} as _last`,
  ])
  const counted = [sql`tenant_id = ${scoped.tenant}`, ...(fact.where ? [scope.callback(fact.where)] : [])]
  const opening = timeParameter(begin.to, fact)
  const read = () => {
    if (!source.maxAge) {
      const until = bounds.length > 1 ? timeParameter(end.to, fact) : null
      const { ctes, rows } = openingRows({ fact, entity: source.entity, where: counted, opening, end: until })
      return { ctes, from: scope.columns.from(rows) }
    }
    const trusted = [sql`${reach.time} < ${scoped.to}`, sql`${reach.time} >= ${opening} - ${reach.age}`]
    const where = all([...counted, sql`${sql.ref(source.entity)} is not null`, ...trusted])
    return { ctes: sql``, from: sql`${scope.columns.from()}\n      where ${where}` }
  }
  const { ctes, from } = read()
  const keys = sql.join([reach.time, ...fact.key.map((name) => sql.ref(name))])
  const observation = sql`${ctes}observation as (
      select ${select}
      from ${from}
      window later as (partition by ${sql.ref(source.entity)} order by ${keys})
    )`
  const stands = sql`_first <= _last${asked ? sql` and _asked` : sql``}`
  return { measures, bounds, observation, stands, names }
}

/** The last observation of each entity before the end of each bucket, put together over the entities. */
export function lastValueLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const scan = observationScan(leaf, context)
  if (!scan) return null
  const { measures, names } = scan
  const dimensions = context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const spans = sql.join([...dimensions, sql`_first`, sql`_last`])
  const columns = measures.map((measure) => sql.ref(measureColumn(measure, context.period)))
  const parts = measures.map((m, index) => sql`${sql.raw(m.source.across)}(${names[index]}) as ${columns[index]}`)
  const wholes = measures.map((m, index) => sql`${again[m.source.across]}(${columns[index]}) as ${columns[index]}`)
  return sql`
  with ${scan.observation},
    standing as (
      select ${sql.join([spans, ...parts])}
      from observation
      where ${scan.stands}
      group by ${spans}
    )
  select ${sql.join([sql`${ordinalOf(scan.bounds)} as ordinal`, ...dimensions, ...wholes])}
  from standing cross join lateral generate_series(_first, _last) as _bucket
  group by ${groupBy(dimensions.length)}`
}

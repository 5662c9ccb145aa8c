import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Bounds, Fact, On, RetentionCount } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import type { RetentionHit } from '../rollup/plan-retention.ts'
import { stretches, tableFact } from '../rollup/rollup-leaf.ts'
import { withinSql } from '../rollup/within-sql.ts'
import { timeType } from './bucket-sql.ts'
import { all, dimensionColumn, leafScope, tenantParameter, timeParameter, type Leaf, type LeafContext } from './leaf.ts'
import { nowParameter } from './now-sql.ts'
import type { RetentionTimes } from './retention-times.ts'

type Condition = RawBuilder<unknown>

/** One of the tables that starts or returns are read from. */
interface Read {
  readonly fact: Fact
  /** Columns of the time and the key that rows are told apart by. */
  readonly columns: readonly string[]
  /** What makes a row one of them: the retention's own condition, or that a rollup's row has one. */
  readonly condition: On<never, SqlBool>
  readonly dated: readonly Condition[]
}

/** The rows alone, or a rollup and the rows of the times that it leaves open. */
function readsOf(rows: Read, hit: RetentionHit | null, which: 'first' | 'last'): Read[] {
  if (!hit) return [rows]
  const { definition } = hit
  const { moment, fit } = hit[which]
  const clean = stretches(fit.clean, hit)
  const kept: Read = {
    fact: tableFact(definition),
    columns: moment.columns,
    condition: () => sql<SqlBool>`${sql.ref(moment.columns[0])} is not null`,
    dated: clean.length === 0 ? [sql`false`] : withinSql(sql`${sql.ref('bucket')}`, clean, definition.fact),
  }
  if (fit.raw.length === 0) return [kept]
  const within = withinSql(sql`${sql.ref(rows.columns[0] ?? '')}`, stretches(fit.raw, hit), rows.fact)
  return [kept, { ...rows, dated: [...rows.dated, ...within] }]
}

const united = (parts: readonly RawBuilder<unknown>[]) => sql.join([...parts], sql`\n      union all`)

/**
 * The rows a retention is made of, from a rollup where one is given: the first start of each actor (`_actor`, `_ts`, `_k1` …
 * and dimensions by name), and what may be a return (`_actor`, `_ts`, `_unit`). A rollup gives the last return of
 * each of its buckets, which is later than a start if any is, and lies in the same unit.
 */
export function retentionReads(
  leaf: Leaf,
  context: LeafContext,
  how: { readonly measure: PlannedMeasure; readonly times: RetentionTimes; readonly hit: RetentionHit | null },
) {
  const { fact } = leaf
  const { measure, times, hit } = how
  const { time: asked } = context.query
  const { filter } = measure
  const { retention } = measure.source as RetentionCount
  const from = timeParameter(times.from, fact)
  const to = timeParameter(times.to, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const actor = sql.ref(retention.actor)
  const time = sql`${sql.ref(fact.time.column)}`
  const columns = [fact.time.column, ...fact.key]
  const keys = fact.key.map((_, index) => `_k${index + 1}`)
  const names = context.query.dimensions.map((_, index) => `_${dimensionColumn(index)}`)
  const unitOf = (at: RawBuilder<unknown>) => sql`width_bucket(${at}, ${times.starts}::${timeType(fact)}[])`
  const selected = (read: Read) => [
    sql`${actor} as _actor`,
    ...read.columns.map((name, index) => sql`${sql.ref(name)} as ${index === 0 ? sql`_ts` : sql.ref(`_k${index}`)}`),
  ]
  const startRows = (read: Read) => {
    const scope = leafScope({ ...leaf, fact: read.fact }, context, scoped)
    const where = [
      ...scope.where,
      scope.callback(read.condition),
      ...(filter ? [scope.condition(filter)] : []),
      sql`${actor} is not null`,
      ...read.dated,
    ]
    const dimensions = scope.dimensions.map((value, index) => sql`${value} as ${sql.ref(names[index] ?? '')}`)
    return sql` ${sql.join([...selected(read), ...dimensions])}
      from ${scope.columns.from()}
      where ${all(where)}`
  }
  const backRows = (read: Read) => {
    const scope = leafScope({ ...leaf, fact: read.fact }, context, scoped)
    const where = [
      sql`tenant_id = ${scoped.tenant}`,
      ...(read.fact.where ? [scope.callback(read.fact.where)] : []),
      scope.callback(read.condition),
      sql`${actor} is not null`,
      ...read.dated,
    ]
    const at = sql`${sql.ref(read.columns[0] ?? '')}`
    return sql`
      select ${actor} as _actor, ${at} as _ts, ${unitOf(at)} as _unit
      from ${sql.table(read.fact.table)}
      where ${all(where)}`
  }
  const inRange = retention.cohort === 'first_in_range'
  const starts: Read = {
    fact,
    columns,
    condition: retention.start,
    dated: [...(inRange ? [sql`${time} >= ${from}`] : []), sql`${time} < ${to}`],
  }
  const returns: Read = {
    fact,
    columns,
    condition: retention.back,
    dated: [
      sql`${time} >= ${from}`,
      sql`${time} < ${nowParameter(asked, fact)}`,
      ...(times.until === null ? [] : [sql`${time} < ${timeParameter(times.until, fact)}`]),
    ],
  }
  const startReads = readsOf(starts, hit, 'first')
  const backReads = readsOf(returns, hit, 'last')
  const [only, ...more] = startReads
  const ordered = (by: readonly string[]) => sql.join(by.map((name) => sql.ref(name)))
  const firstStart =
    only && more.length === 0
      ? sql`
      select distinct on (${actor})${startRows(only)}
      order by ${ordered([retention.actor, ...only.columns])}`
      : sql`
      select distinct on (_actor) *
      from (${united(
        startReads.map(
          (read) => sql`
      select${startRows(read)}`,
        ),
      )}
      ) as start
      order by ${ordered(['_actor', '_ts', ...keys])}`
  return { from, names, unitOf, firstStart, back: united(backReads.map(backRows)) }
}

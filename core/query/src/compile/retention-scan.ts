import { sql, type RawBuilder } from 'kysely'
import {
  periodDimension,
  type Bounds,
  type Fact,
  type Retention,
  type RetentionCount,
} from '@tessera/plugin-api/server'
import { toInstant } from '../time/calendar.ts'
import { unitsOf, type Units } from '../time/units.ts'
import type { Slot } from '../time/buckets.ts'
import { boundsOf, ordinalSql, timeType } from './bucket-sql.ts'
import {
  all,
  dimensionColumn,
  groupBy,
  leafScope,
  tenantParameter,
  timeParameter,
  type Leaf,
  type LeafContext,
} from './leaf.ts'
import { nowParameter } from './now-sql.ts'

const list = (items: readonly RawBuilder<unknown>[]) => sql.join([...items])
const of = (table: string, names: readonly string[]) => names.map((name) => sql.ref(`${table}.${name}`))

/** Numbers of the periods that a leaf's measures ask for. */
function askedPeriods(leaf: Leaf, { periods }: Retention): number[] {
  const asked = leaf.measures.map(({ source }) => (source as RetentionCount).period)
  if (asked.includes('each')) return periods.map((_, n) => n)
  return [...new Set(asked.filter((n) => n !== 'each'))]
}

/** Periods as rows: number, first and last period in which a return counts, and the period that must be over. */
function periodRows(numbers: readonly number[], { periods, mode }: Retention): RawBuilder<unknown> {
  const chosen = numbers.flatMap((n) => periods[n] ?? [])
  const over = chosen.map(({ from, to }) => (mode === 'bracket' ? to : from))
  return sql`unnest(${numbers}::int[], ${chosen.map(({ from }) => from)}::int[], ${chosen.map(({ to }) => to)}::int[], ${over}::int[])`
}

function unitStarts({ starts }: Units, fact: Fact, timeZone: string): string[] {
  return starts.map((at) =>
    fact.time.type === 'local_date' ? at.toPlainDate().toString() : toInstant(at, timeZone).toString(),
  )
}

/** The units that cohorts of a period of the query lie in, and those after them that returns are looked for in. */
function unitsFor(context: LeafContext, { unit, periods }: Retention): Units | null {
  const slots = context.period.slots.filter((slot): slot is Slot => slot !== null)
  const [first, last] = [slots[0], slots.at(-1)]
  if (!first || !last) return null
  const { now, calendar } = context.query.time
  const more = Math.max(...periods.map(({ from, to }) => to ?? from))
  return unitsOf({ from: first.span.from, to: last.span.to }, unit, { more, now, calendar })
}

/** A retention cut into the pieces that its number and the rows behind it are put together from. */
export interface RetentionScan {
  /** `first_start` and `member`: the first start row of each actor, with its bucket `_bucket` and unit `_unit`. */
  readonly members: RawBuilder<unknown>
  /** `back` and `came`: members by the unit they came back in. `details` are aggregates over their returns that are kept. */
  readonly returns: (details?: readonly RawBuilder<unknown>[]) => RawBuilder<unknown>
  /** `period`: the periods asked for. */
  readonly periods: RawBuilder<unknown>
  /** Whether a period is over for the unit of a member. */
  readonly over: RawBuilder<unknown>
  /** Whether a unit in which a member came back belongs to a period. */
  readonly within: RawBuilder<unknown>
  /** What tells members apart that count together: their bucket, dimensions and unit. */
  readonly cohortRow: readonly string[]
  /** Dimensions of a member. */
  readonly own: readonly RawBuilder<unknown>[]
  /** Dimensions of the answer: those of a member, and of a matrix the number of the period. */
  readonly groups: readonly RawBuilder<unknown>[]
  /** The same, named as every leaf names them. */
  readonly shown: readonly RawBuilder<unknown>[]
}

/** Cohorts by the first start row of each actor, and their returns; null when the period has no bucket to read. */
export function retentionScan(leaf: Leaf, context: LeafContext): RetentionScan | null {
  const { fact, measures } = leaf
  const { query, period } = context
  const first = measures[0]
  if (!first) return null
  const source = first.source as RetentionCount
  const { retention } = source
  const place = query.dimensions.findIndex(({ id }) => id === periodDimension)
  if (source.period === 'each' && place < 0) return null
  const units = unitsFor(context, retention)
  const bounds = boundsOf(period, { fact, metric: first.metric, relative: query.time.relative })
  const begin = bounds[0]
  const end = bounds.at(-1)
  if (!units || !begin || !end) return null
  const matrix = source.period === 'each'
  const dimensions = matrix ? query.dimensions.filter(({ id }) => id !== periodDimension) : query.dimensions
  const from = timeParameter(begin.from, fact)
  const to = timeParameter(end.to, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const scope = leafScope(leaf, { ...context, query: { ...query, dimensions } }, scoped)
  const time = sql`${sql.ref(fact.time.column)}`
  const actor = sql.ref(retention.actor)
  const starts = unitStarts(units, fact, query.time.calendar.timeZone)
  const unitOf = (at: RawBuilder<unknown>) => sql`width_bucket(${at}, ${starts}::${timeType(fact)}[])`
  const keys = fact.key.map((_, index) => `_k${index + 1}`)
  const names = scope.dimensions.map((_, index) => `_${dimensionColumn(index)}`)
  const keySelects = fact.key.map((name, index) => sql`${sql.ref(name)} as ${sql.ref(keys[index] ?? '')}`)
  const inRange = retention.cohort === 'first_in_range'
  const cohortWhere = all([
    ...scope.where,
    scope.callback(retention.start),
    ...(first.filter ? [scope.condition(first.filter)] : []),
    sql`${actor} is not null`,
    ...(inRange ? [sql`${time} >= ${from}`] : []),
    sql`${time} < ${to}`,
  ])
  const lastUnit = timeParameter(starts.at(-1) ?? end.to, fact)
  const backWhere = all([
    sql`tenant_id = ${scoped.tenant}`,
    ...(fact.where ? [scope.callback(fact.where)] : []),
    scope.callback(retention.back),
    sql`${actor} is not null`,
    sql`${time} >= ${from}`,
    sql`${time} < ${nowParameter(query.time, fact)}`,
    ...(retention.mode === 'unbounded' ? [] : [sql`${time} < ${lastUnit}`]),
  ])
  const cohortRow = ['_bucket', ...names, '_unit']
  const own = names.map((name) => sql.ref(name))
  const groups = matrix ? own.toSpliced(place, 0, sql.ref('_n')) : own
  const shown = groups.map((name, index) => sql`${name} as ${sql.ref(dimensionColumn(index))}`)
  const came = list([sql`member._actor`, ...of('member', cohortRow), sql`back._unit - member._unit as _period`])
  return {
    members: sql`first_start as (
      select distinct on (${actor}) ${list([
        sql`${actor} as _actor`,
        sql`${time} as _ts`,
        ...keySelects,
        ...scope.dimensions.map((expression, index) => sql`${expression} as ${sql.ref(names[index] ?? '')}`),
      ])}
      from ${scope.columns.from()}
      where ${cohortWhere}
      order by ${list([actor, time, ...fact.key.map((name) => sql.ref(name))])}
    ),
    member as (
      select *, ${ordinalSql(sql`_ts`, bounds, fact)} as _bucket, ${unitOf(sql`_ts`)} as _unit
      from first_start
      where _ts >= ${from}
    )`,
    returns: (details = []) => sql`back as (
      select ${list([sql`${actor} as _actor`, sql`${time} as _ts`, ...keySelects])}, ${unitOf(time)} as _unit
      from ${sql.table(fact.table)}
      where ${backWhere}
    ),
    came as (
      select ${details.length === 0 ? sql`distinct ${came}` : list([came, ...details])}
      from member
        join back on back._actor = member._actor
          and (${list(of('back', ['_ts', ...keys]))}) > (${list(of('member', ['_ts', ...keys]))})${
            details.length === 0 ? sql`` : sql`\n      group by ${groupBy(cohortRow.length + 1)}`
          }
    )`,
    periods: sql`period(_n, _from, _to, _over) as (
      select * from ${periodRows(askedPeriods(leaf, retention), retention)}
    )`,
    over: sql`_unit + period._over <= ${units.over}::int`,
    within: sql`_period >= _from and (_to is null or _period <= _to)`,
    cohortRow,
    own,
    groups,
    shown,
  }
}

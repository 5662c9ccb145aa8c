import { sql, type RawBuilder } from 'kysely'
import { periodDimension, type Retention, type RetentionCount } from '@tessera/plugin-api/server'
import type { RetentionHit } from '../rollup/plan-retention.ts'
import { ordinalSql } from './bucket-sql.ts'
import { dimensionColumn, groupBy, type Leaf, type LeafContext } from './leaf.ts'
import { retentionReads } from './retention-reads.ts'
import { retentionTimes, type RetentionTimes } from './retention-times.ts'

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

/** Looks for a rollup that serves the times of a retention. */
export type RetentionPlan = (times: RetentionTimes) => RetentionHit | null

/** Cohorts by the first start row of each actor, and their returns; null when the period has no bucket to read. */
export function retentionScan(leaf: Leaf, context: LeafContext, plan?: RetentionPlan): RetentionScan | null {
  const { fact, measures } = leaf
  const { query } = context
  const first = measures[0]
  if (!first) return null
  const source = first.source as RetentionCount
  const { retention } = source
  const place = query.dimensions.findIndex(({ id }) => id === periodDimension)
  if (source.period === 'each' && place < 0) return null
  const times = retentionTimes(leaf, context)
  if (!times) return null
  const matrix = source.period === 'each'
  const dimensions = matrix ? query.dimensions.filter(({ id }) => id !== periodDimension) : query.dimensions
  const hit = plan?.(times) ?? null
  const reads = retentionReads(leaf, { ...context, query: { ...query, dimensions } }, { measure: first, times, hit })
  const { from, names, unitOf } = reads
  const cohortRow = ['_bucket', ...names, '_unit']
  const later = retention.startIsBack ? sql`>=` : sql`>`
  const own = names.map((name) => sql.ref(name))
  const groups = matrix ? own.toSpliced(place, 0, sql.ref('_n')) : own
  const shown = groups.map((name, index) => sql`${name} as ${sql.ref(dimensionColumn(index))}`)
  const came = list([sql`member._actor`, ...of('member', cohortRow), sql`back._unit - member._unit as _period`])
  return {
    members: sql`first_start as (${reads.firstStart}
    ),
    member as (
      select *, ${ordinalSql(sql`_ts`, times.bounds, fact)} as _bucket, ${unitOf(sql`_ts`)} as _unit
      from first_start
      where _ts >= ${from}
    )`,
    returns: (details = []) => sql`back as (${reads.back}
    ),
    came as (
      select ${details.length === 0 ? sql`distinct ${came}` : list([came, ...details])}
      from member
        join back on back._actor = member._actor
          and back._ts ${later} member._ts${
            details.length === 0 ? sql`` : sql`\n      group by ${groupBy(cohortRow.length + 1)}`
          }
    )`,
    periods: sql`period(_n, _from, _to, _over) as (
      select * from ${periodRows(askedPeriods(leaf, retention), retention)}
    )`,
    over: sql`_unit + period._over <= ${times.over}::int`,
    within: sql`_period >= _from and (_to is null or _period <= _to)`,
    cohortRow,
    own,
    groups,
    shown,
  }
}

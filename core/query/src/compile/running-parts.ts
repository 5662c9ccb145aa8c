import { sql, type RawBuilder } from 'kysely'
import type { Aggregate } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { partsLeaf } from '../rollup/window-parts.ts'
import { perList } from '../time/per-list.ts'
import type { Period } from './bucket-sql.ts'
import { dimensionColumn, measureColumn, type Leaf, type LeafContext } from './leaf.ts'
import { meetingsOf, type WindowMap } from './window-map.ts'
import { slotsBetween } from './windows.ts'

const intervals = perList<WindowMap, Period['slots']>()

/** The intervals between window bounds as the buckets of a period. */
export function intervalsOf(leaf: Leaf, context: LeafContext, map: WindowMap): Period {
  const { fact } = leaf
  const { calendar } = context.query.time
  const key = [fact.time.type, calendar.timeZone].join()
  return { ...context.period, slots: intervals(map, key, () => slotsBetween(map.points, { fact, calendar })) }
}

const combined = { count: sql.raw('sum'), sum: sql.raw('sum'), min: sql.raw('min'), max: sql.raw('max') } as const
type Combined = keyof typeof combined

function together(kind: Combined, leaving: RawBuilder<unknown>, entering: RawBuilder<unknown>): RawBuilder<unknown> {
  if (kind === 'min') return sql`least(${leaving}, ${entering})`
  if (kind === 'max') return sql`greatest(${leaving}, ${entering})`
  return sql`coalesce(${leaving} + ${entering}, ${leaving}, ${entering})`
}

/**
 * Aggregates over overlapping windows from the aggregates of the intervals between their bounds. Windows that share a moment
 * are one run: intervals before the moment leave the windows one by one, intervals after it enter them, so a window is a
 * running aggregate from each side. Nothing is ever subtracted: sums of double precision stay as exact as one sum is, and
 * minima and maxima go the same way.
 */
export function runningParts(leaf: Leaf, context: LeafContext, map: WindowMap): RawBuilder<unknown> | null {
  const parts = partsLeaf(leaf, { ...context, period: intervalsOf(leaf, context, map) })
  if (!parts) return null
  const meetings = meetingsOf(map)
  const twoSided = meetings.some((meeting) => meeting.leaves)
  const dimensions = context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const columns = leaf.measures.map((measure) => sql.ref(measureColumn(measure, context.period)))
  const kindOf = (measure: PlannedMeasure) => (measure.source as Aggregate).kind as Combined
  const meeting = sql`unnest(${sql.join([
    sql`${meetings.map((m) => m.interval)}::int[]`,
    sql`${meetings.map((m) => m.ordinal)}::int[]`,
    ...(twoSided ? [sql`${meetings.map((m) => m.leaves)}::boolean[]`] : []),
  ])}) as meeting(${sql.raw(twoSided ? '_interval, _ordinal, _leaves' : '_interval, _ordinal')})`
  const side = twoSided ? [sql.ref('_leaves')] : []
  const seen =
    dimensions.length > 0 ? sql` cross join (select distinct ${sql.join(dimensions)} from part) as seen` : sql``
  const nothing = [...side, ...columns].map(() => sql`null`)
  const run = map.runs.length > 1 ? [sql`(${runNumbers(map)}::int[])[_ordinal]`] : []
  const partition = [...run, ...dimensions]
  const by = partition.length > 0 ? sql`partition by ${sql.join(partition)} ` : sql``
  const value = (measure: PlannedMeasure, index: number) => {
    const column = columns[index]
    const combine = combined[kindOf(measure)]
    const over = (filter: RawBuilder<unknown>, direction: RawBuilder<unknown>) =>
      sql`${combine}(${combine}(${column})${filter}) over (${by}order by _ordinal${direction})`
    if (!twoSided) return sql`${over(sql``, sql``)} as ${column}`
    const leaving = over(sql` filter (where _leaves)`, sql` desc`)
    const entering = over(sql` filter (where not _leaves)`, sql``)
    return sql`${together(kindOf(measure), leaving, entering)} as ${column}`
  }
  const known = columns.map((column) => sql`${column} is not null`)
  return sql`
  with part as (${parts}
    ),
    met as (
      select ${sql.join([sql.ref('_ordinal'), ...side, ...dimensions, ...columns])}
      from part join ${meeting} on _interval = ordinal
      union all
      select ${sql.join([sql.ref('_ordinal'), ...nothing.slice(0, side.length), ...dimensions, ...nothing.slice(side.length)])}
      from unnest(${map.ordinals}::int[]) as bucket(_ordinal)${seen}
    ),
    running as (
      select ${sql.join([sql`_ordinal as ordinal`, ...dimensions, ...leaf.measures.map(value)])}
      from met
      group by ${sql.join([sql.ref('_ordinal'), ...dimensions])}
    )
  select * from running
  where ${sql.join(known, sql` or `)}`
}

/** The run of each ordinal, counted from 1; ordinals without a window belong to the run before. */
function runNumbers({ runs, end }: WindowMap): number[] {
  return Array.from({ length: end - 1 }, (_, index) => runs.filter((run) => run.first <= index + 1).length)
}

import { sql, type RawBuilder } from 'kysely'
import type { Days, Fact } from '@tessera/plugin-api/server'
import { queryErrors } from '../errors.ts'
import { isMidnight } from '../time/calendar.ts'
import type { Slot } from '../time/buckets.ts'
import { instantText } from '../time/instant-text.ts'
import { perList } from '../time/per-list.ts'
import { withinReach } from '../time/reach.ts'

/** The buckets of the query's own range (suffix '') or of one comparison (`_p1` …), by ordinal. */
export interface Period {
  readonly suffix: string
  readonly slots: readonly (Slot | null)[]
}

/** A bucket with its bounds as the fact's time column compares them: instants, or dates for `local_date` facts. */
export interface Bound {
  readonly ordinal: number
  readonly from: string
  readonly to: string
}

interface Dating {
  readonly fact: Fact
  readonly metric: string
  /** The range is relative, so a fact dated by day may count the running day whole. */
  readonly relative: boolean
  readonly after?: Days | undefined
}

function instantBound(slot: Slot, ordinal: number, after: Days | undefined): Bound {
  if (!after) return { ordinal, from: instantText(slot.from), to: instantText(slot.to) }
  const age = { hours: 24 * after.days }
  return { ordinal, from: instantText(slot.from.subtract(age)), to: instantText(slot.to.subtract(age)) }
}

function dateBound(slot: Slot, ordinal: number, dating: Dating): Bound {
  const { from, to } = slot.local
  if (!isMidnight(from) || (!isMidnight(to) && !dating.relative)) {
    throw queryErrors('grain_finer_than_fact', { metric: dating.metric, fact: dating.fact.name })
  }
  const days = dating.after?.days ?? 0
  const end = isMidnight(to) ? to.toPlainDate() : to.toPlainDate().add({ days: 1 })
  const text = (day: Temporal.PlainDate) => withinReach(day.subtract({ days }).toString())
  return { ordinal, from: text(from.toPlainDate()), to: text(end) }
}

const known = perList<Period['slots'], readonly Bound[]>()

/** Bounds of all buckets of a period that exist, in order. `after` moves them back: rows are dated when they reach that age. */
export function boundsOf({ slots }: Period, dating: Dating): readonly Bound[] {
  const { fact, after, relative } = dating
  const isDated = fact.time.type === 'local_date'
  return known(slots, [isDated, isDated && relative, after?.days ?? 0].join(), () =>
    slots.flatMap((slot, index) => {
      if (!slot) return []
      const ordinal = index + 1
      return isDated ? [dateBound(slot, ordinal, dating)] : [instantBound(slot, ordinal, after)]
    }),
  )
}

/** SQL type that the fact's time column compares with. */
export function timeType(fact: Fact): RawBuilder<unknown> {
  return fact.time.type === 'local_date' ? sql`date` : sql`timestamptz`
}

/** Holds times to the buckets where some lie between them: such rows are in no bucket, and must not make a group either. */
export function inBuckets(time: RawBuilder<unknown>, bounds: readonly Bound[], fact: Fact): RawBuilder<unknown>[] {
  const hasGap = bounds.some((bound, index) => index > 0 && bounds[index - 1]?.to !== bound.from)
  return hasGap ? [sql`${ordinalSql(time, bounds, fact)} is not null`] : []
}

/**
 * Ordinal of the bucket a time falls in. Thresholds are the buckets' starts, computed once from the calendar, so one
 * expression serves every grain, zone, week start and comparison. Null for times between buckets.
 */
export function ordinalSql(time: RawBuilder<unknown>, bounds: readonly Bound[], fact: Fact): RawBuilder<number> {
  const thresholds: string[] = []
  const ordinals: (number | null)[] = []
  for (const [index, bound] of bounds.entries()) {
    thresholds.push(bound.from)
    ordinals.push(bound.ordinal)
    const next = bounds[index + 1]
    if (next && next.from !== bound.to) {
      thresholds.push(bound.to)
      ordinals.push(null)
    }
  }
  if (ordinals.length === 1) return sql<number>`${sql.lit(ordinals[0])}::int`
  const position = sql`width_bucket(${time}, ${thresholds}::${timeType(fact)}[])`
  const plain = ordinals.every((ordinal, index) => ordinal === index + 1)
  return plain ? sql<number>`${position}` : sql<number>`(${ordinals}::int[])[${position}]`
}

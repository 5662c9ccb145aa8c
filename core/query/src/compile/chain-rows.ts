import { sql } from 'kysely'
import type { Conversions, FunnelMeasure } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { creditScan } from './conversions-leaf.ts'
import { actorScan, countedActors, reachedStep, secondsTo } from './funnel-leaf.ts'
import type { LeafContext } from './leaf.ts'
import { actorField, dimensionRefs, factFields, isPersonal, leafOf, type RowsBehind } from './rows-behind.ts'

/** One row per conversion: the row that takes the credit, with the time and key of what it led to. */
export function conversionsRows(measure: PlannedMeasure, context: LeafContext): RowsBehind | null {
  const { converted, fact } = measure.source as Conversions
  const { keys, details, keySelects, selects } = factFields(fact)
  const scan = creditScan(leafOf(measure), context, selects)
  if (!scan) return null
  const conversionKey = (column: string) => ({
    name: `converted_${column}`,
    title: `converted ${column}`,
    type: 'text' as const,
    pii: isPersonal(converted.fact, column),
  })
  const select = sql.join([
    sql`_ts`,
    ...dimensionRefs(context),
    ...keySelects.map((_, index) => sql.ref(`_k${index + 1}`)),
    ...converted.fact.key.map((_, index) => {
      return sql`${sql.ref(`_c${index + 1}`)} as ${sql.ref(`_k${keys.length + index + 1}`)}`
    }),
    ...details.map((_, index) => sql.ref(`_x${index + 1}`)),
    sql`_at as ${sql.ref(`_x${details.length + 1}`)}`,
  ])
  const convertedAt = { name: 'converted_at', title: 'converted at', type: converted.fact.time.type, pii: false }
  return {
    sql: sql`with ${scan.ctes}\n  select ${select}\n  from credit\n  where ${scan.inside}`,
    keys: [...keys, ...converted.fact.key.map(conversionKey)],
    value: null,
    details: [...details, { ...convertedAt, type: convertedAt.type === 'instant' ? 'instant' : 'text' }],
  }
}

/**
 * One row per actor a measure of a funnel counts or times, dated by the first entry; `dropped`: reached the step before and
 * not this one.
 */
export function funnelRows(measure: PlannedMeasure, context: LeafContext, dropped: boolean): RowsBehind | null {
  const source = measure.source as FunnelMeasure
  const { actor, fact } = source.funnel
  const kept = [sql`"_actor" as "_k1"`, sql`min("_ts") filter (where "st1" is not null) as "_entered"`]
  const ctes = actorScan(leafOf(measure), context, kept)
  if (!ctes) return null
  const counted = countedActors(source, context)
  const where = dropped && 'step' in source ? sql`${reachedStep(source.step - 1)} and not ${counted}` : counted
  const timed = source.kind === 'funnel_time'
  const seconds = timed ? [sql`${secondsTo(source.step)} as _value`] : []
  const select = sql.join([sql`"_entered" as _ts`, ...dimensionRefs(context), sql`"_k1"`, ...seconds])
  return {
    sql: sql`with ${ctes}\n  select ${select}\n  from actor\n  where ${where}`,
    keys: [actorField(fact, actor)],
    value: timed ? { name: 'seconds', title: 'seconds', type: 'number', pii: false } : null,
    details: [],
  }
}

import { sql } from 'kysely'
import type { FunnelStep } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { entryScan } from './funnel-entries-leaf.ts'
import type { LeafContext } from './leaf.ts'
import { factFields, leafOf, type RowsBehind } from './rows-behind.ts'

/** One row per entry that reached a step of a funnel; `dropped`: reached the step before and not this one. */
export function entryRows(measure: PlannedMeasure, context: LeafContext, dropped: boolean): RowsBehind | null {
  const source = measure.source as FunnelStep
  const { keys, details, selects } = factFields(source.funnel.fact)
  const targets = dropped ? [source.step - 1, source.step] : [source.step]
  const scan = entryScan(leafOf(measure), context, { targets, details: selects })
  if (!scan) return null
  const reached = dropped
    ? sql`${scan.reached(source.step - 1)} and (${scan.reached(source.step)}) is not true`
    : scan.reached(source.step)
  const select = sql.join([
    sql`_ts`,
    ...scan.dimensions,
    ...keys.map((_, index) => sql.ref(`_k${index + 1}`)),
    ...details.map((_, index) => sql.ref(`_x${index + 1}`)),
  ])
  return {
    sql: sql`with ${scan.ctes}\n  select ${select}\n  from ${sql.ref(scan.last)}\n  where _entry is not null and ${reached}`,
    keys,
    value: null,
    details,
  }
}

import { sql } from 'kysely'
import type { Lifecycle } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { lifecycleScan } from './lifecycle-scan.ts'
import { actorField, leafOf, timeField, type CellContext, type RowsBehind } from './rows-behind.ts'

/**
 * One row per actor, dated by its first row in the bucket, with its last one before where there is one; who is lost is dated
 * by the last row in the bucket before.
 */
export function lifecycleRows(measure: PlannedMeasure, context: CellContext): RowsBehind | null {
  const { fact, lifecycle, part } = measure.source as Lifecycle
  const { buckets, ordinal } = context
  // why: the bucket before is the one of the answer, which its range may have cut off
  const scan = context.period.slots[0] ? lifecycleScan(leafOf(measure), { ...context, period: buckets }, true) : null
  if (!scan) return null
  const seen = part === 'returning' || part === 'resurrected'
  const select = [sql`_ts`, ...scan.names, sql`_actor as _k1`, ...(seen ? [sql`_seen as _x1`] : [])]
  return {
    sql: sql`with ${scan.ctes}
  select ${sql.join(select)}
  from part
  where ordinal = ${ordinal}::int and _part = ${sql.lit(part)}`,
    keys: [actorField(fact, lifecycle.actor)],
    value: null,
    details: seen ? [timeField(fact, 'active_before')] : [],
  }
}

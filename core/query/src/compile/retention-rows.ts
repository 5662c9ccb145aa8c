import { sql } from 'kysely'
import type { RetentionCount } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { retentionScan } from './retention-scan.ts'
import { actorField, leafOf, timeField, type CellContext, type RowsBehind } from './rows-behind.ts'

/** One row per actor of the cohorts, dated by the start row; of those who came back with the first return that counts. */
export function retentionRows(measure: PlannedMeasure, context: CellContext): RowsBehind | null {
  const { fact, retention, part } = measure.source as RetentionCount
  const { buckets, ordinal } = context
  // why: who began earlier in the range belongs to an earlier bucket, so all of the range is read
  const scan = context.period.slots[0] ? retentionScan(leafOf(measure), { ...context, period: buckets }) : null
  if (!scan) return null
  const { members, periods, over, within } = scan
  const inBucket = sql`_bucket = ${ordinal}::int`
  const keys = [actorField(fact, retention.actor)]
  if (part === 'cohort') {
    return {
      sql: sql`with ${members},
    ${periods}
  select ${sql.join([sql`_ts`, ...scan.shown, sql`_actor as _k1`])}
  from member
    join period on ${over}
  where ${inBucket}`,
      keys,
      value: null,
      details: [],
    }
  }
  const returns = scan.returns([sql`min(member._ts) as _start`, sql`min(back._ts) as _return`])
  const select = [sql`min(_start) as _ts`, ...scan.shown, sql`_actor as _k1`, sql`min(_return) as _x1`]
  return {
    sql: sql`with ${members},
    ${returns},
    ${periods}
  select ${sql.join(select)}
  from came
    join period on ${over} and ${within}
  where ${inBucket}
  group by ${sql.join([sql`_actor`, ...scan.groups])}`,
    keys,
    value: null,
    details: [timeField(fact, 'returned_at')],
  }
}

import { sql, type RawBuilder } from 'kysely'
import type { Lifecycle } from '@tessera/plugin-api/server'
import { measureColumn, type Leaf, type LeafContext } from './leaf.ts'
import { lifecycleScan } from './lifecycle-scan.ts'

/** Who is new, stays, comes back or is lost in each bucket. */
export function lifecycleLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const scan = lifecycleScan(leaf, context)
  if (!scan) return null
  const { names, ended, ctes } = scan
  const values = leaf.measures.map((measure) => {
    const { part } = measure.source as Lifecycle
    const counted = sql`count(*) filter (where _part = ${sql.lit(part)})`
    const known = part === 'churned' ? sql`case when ordinal = any(${ended}::int[]) then ${counted} end` : counted
    return sql`${known} as ${sql.ref(measureColumn(measure, context.period))}`
  })
  return sql`
  with ${ctes}
  select ${sql.join([sql`ordinal`, ...names, ...values])}
  from part
  where ordinal is not null
  group by ${sql.join([sql`ordinal`, ...names])}`
}

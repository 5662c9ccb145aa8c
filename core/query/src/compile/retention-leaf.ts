import { sql, type RawBuilder } from 'kysely'
import type { RetentionCount } from '@tessera/plugin-api/server'
import { retentionHit } from '../rollup/plan-retention.ts'
import { measureColumn, type Leaf, type LeafContext } from './leaf.ts'
import { retentionScan } from './retention-scan.ts'

const list = (items: readonly RawBuilder<unknown>[]) => sql.join([...items])

/**
 * Cohorts by the first start row of each actor, and who of them came back. A period counts only where it is over for the
 * cohort's unit; cohorts and returns stand below each other and are added up last, so no actor counts twice.
 */
export function retentionLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const scan = retentionScan(leaf, context, (times) => retentionHit(leaf, context, times))
  if (!scan) return null
  const { own, groups, shown, over, within } = scan
  const cohortRow = list(scan.cohortRow.map((name) => sql.ref(name)))
  const values = leaf.measures.map((measure) => {
    const counted = measure.source as RetentionCount
    const value = sql.ref(counted.part === 'cohort' ? '_cohort' : '_returned')
    const one = counted.period === 'each' ? sql`` : sql` filter (where _n = ${sql.lit(counted.period)})`
    return sql`(sum(${value})${one})::bigint as ${sql.ref(measureColumn(measure, context.period))}`
  })
  return sql`
  with ${scan.members},
    ${scan.returns()},
    size as (
      select ${cohortRow}, count(*) as _actors
      from member
      group by ${cohortRow}
    ),
    ${scan.periods},
    part as (
      select _bucket, ${list([...own, sql.ref('_n')])}, _actors as _cohort, 0 as _returned
      from size
        join period on ${over}
      union all
      select _bucket, ${list([...own, sql.ref('_n')])}, 0, count(distinct _actor)
      from came
        join period on ${over} and ${within}
      group by ${list([sql.ref('_bucket'), ...own, sql.ref('_n')])}
    )
  select ${list([sql`_bucket as ordinal`, ...shown, ...values])}
  from part
  group by ${list([sql.ref('_bucket'), ...groups])}`
}

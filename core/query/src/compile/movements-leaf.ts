import { sql, type RawBuilder } from 'kysely'
import type { Movement } from '@tessera/plugin-api/server'
import { groupBy, measureColumn, type Leaf, type LeafContext } from './leaf.ts'
import { movementAmounts, movementsScan } from './movements-scan.ts'

function valueSql({ part, count }: Movement): RawBuilder<unknown> {
  const amount = movementAmounts[part]
  return count === 'amount' ? sql`sum(${amount})` : sql`count(*) filter (where ${amount} > 0)`
}

/** How the value of entities moved between the two ends of each bucket. */
export function movementsLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const scan = movementsScan(leaf, context)
  if (!scan) return null
  const { names, ctes } = scan
  const values = leaf.measures.map(
    (measure) => sql`${valueSql(measure.source as Movement)} as ${sql.ref(measureColumn(measure, context.period))}`,
  )
  return sql`
  with ${ctes}
  select ${sql.join([sql`_ordinal as ordinal`, ...names, ...values])}
  from state
  group by ${groupBy(names.length)}`
}

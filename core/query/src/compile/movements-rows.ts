import { sql } from 'kysely'
import type { Movement } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import type { LeafContext } from './leaf.ts'
import { movementAmounts, movementsScan } from './movements-scan.ts'
import { actorField, leafOf, type RowField, type RowsBehind } from './rows-behind.ts'

const amountField = (name: string): RowField => ({
  name,
  title: name.replaceAll('_', ' '),
  type: 'number',
  pii: false,
})

/**
 * One row per entity that has a part in the number, with its value at both ends of the bucket, dated by the latest start or
 * end of what makes the value up.
 */
export function movementsRows(measure: PlannedMeasure, context: LeafContext): RowsBehind | null {
  const { fact, movements, part, count } = measure.source as Movement
  const scan = movementsScan(leafOf(measure), context, ({ opening }) => [
    part === 'opening'
      ? sql`max(_start) filter (where ${opening}) as _changed`
      : sql`greatest(max(_start), max(_end) filter (where _end < bucket._to)) as _changed`,
  ])
  if (!scan) return null
  const amount = movementAmounts[part]
  const select = [
    sql`_changed as _ts`,
    ...scan.names,
    sql`_entity as _k1`,
    sql`${amount} as _value`,
    sql`_opening as _x1`,
    sql`_closing as _x2`,
    sql`_closing - _opening as _x3`,
  ]
  const counted = count === 'amount' ? sql`${amount} <> 0` : sql`${amount} > 0`
  return {
    sql: sql`with ${scan.ctes}\n  select ${sql.join(select)}\n  from state\n  where ${counted}`,
    time: { name: 'changed_at', title: 'changed at' },
    keys: [actorField(fact, movements.entity)],
    value: amountField('amount'),
    details: ['value_before', 'value_after', 'change'].map(amountField),
  }
}

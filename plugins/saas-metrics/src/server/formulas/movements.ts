import { derived, sum, type On } from '@tessera/plugin-api/server'
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { movements } from '../facts/revenue.ts'
import type { MovementRow } from '../rows.ts'

/** Movements of some kinds. */
export function of(...types: MovementRow['movement_type'][]): On<MovementRow, SqlBool> {
  return (eb) => eb('movement_type', 'in', types)
}

const gained = (type: MovementRow['movement_type']) => sum(movements, 'delta_mrr', { where: of(type) })
const lost = (type: MovementRow['movement_type']) => sum(movements, () => sql`-delta_mrr`, { where: of(type) })

const parts = {
  new: gained('new'),
  expansion: gained('expansion'),
  reactivation: gained('reactivation'),
  contraction: lost('contraction'),
  churn: lost('churn'),
}
type Part = RawBuilder<number>
const zero = (part: Part) => sql<number>`coalesce(${part}, 0)`

/** How MRR came about. */
export const movementFormulas = {
  new_mrr: parts.new,
  expansion_mrr: parts.expansion,
  reactivation_mrr: parts.reactivation,
  contraction_mrr: parts.contraction,
  churned_mrr: parts.churn,
  currency_mrr: gained('currency'),
  net_new_mrr: sum(movements, 'delta_mrr', {
    where: of('new', 'expansion', 'reactivation', 'contraction', 'churn'),
  }),
  mrr_movement: sum(movements, 'delta_mrr'),
  quick_ratio: derived(
    parts,
    (n) =>
      sql<number>`(${zero(n.new)} + ${zero(n.expansion)} + ${zero(n.reactivation)})
        / nullif(${zero(n.contraction)} + ${zero(n.churn)}, 0)`,
  ),
} as const

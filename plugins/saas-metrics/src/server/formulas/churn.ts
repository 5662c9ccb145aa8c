import {
  count,
  derived,
  distinct,
  lost,
  ratio,
  ref,
  setting,
  snapshot,
  sum,
  type Bounds,
} from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { plugin } from '../../plugin.ts'
import { customers, movements, renewals, terms } from '../facts/revenue.ts'
import { of } from './movements.ts'

type Formula = 'standard' | 'with_new'
const isRule = (formula: Formula, bounds: Bounds) =>
  sql<SqlBool>`${setting(plugin, 'churnFormula', bounds)} = ${sql.lit(formula)}`

const there = snapshot(customers, 'count', { at: 'start' })
const gone = lost(customers, 'count')
const left = distinct(movements, 'account_id', { where: of('churn') })
const came = distinct(movements, 'account_id', { where: of('new', 'reactivation') })
const opening = snapshot(terms, { sum: 'mrr' }, { at: 'start' })
const [contraction, churned, expansion, reactivation] = [
  ref('contraction_mrr'),
  ref('churned_mrr'),
  ref('expansion_mrr'),
  ref('reactivation_mrr'),
]

/** Who leaves, and what leaves with them. */
export const churnFormulas = {
  customer_churn_rate: derived(
    {
      there,
      gone: lost(customers, 'count', { where: (_, bounds) => isRule('standard', bounds) }),
      left: distinct(movements, 'account_id', {
        where: (eb, bounds) => eb.and([of('churn')(eb, bounds), isRule('with_new', bounds)]),
      }),
      came: distinct(movements, 'account_id', {
        where: (eb, bounds) => eb.and([of('new', 'reactivation')(eb, bounds), isRule('with_new', bounds)]),
      }),
    },
    (n) =>
      sql<number>`(coalesce(${n.gone}, 0) + coalesce(${n.left}, 0)) / nullif(coalesce(${n.there}, 0) + coalesce(${n.came}, 0), 0)`,
  ),
  customer_churn_standard: ratio(gone, there),
  customer_churn_with_new: derived(
    { left, came, there },
    (n) => sql<number>`coalesce(${n.left}, 0) / nullif(coalesce(${n.there}, 0) + coalesce(${n.came}, 0), 0)`,
  ),
  gross_mrr_churn_rate: derived(
    { contraction, churned, opening },
    (n) => sql<number>`(coalesce(${n.contraction}, 0) + coalesce(${n.churned}, 0)) / nullif(${n.opening}, 0)`,
  ),
  net_mrr_churn_rate: derived(
    { contraction, churned, expansion, reactivation, opening },
    (n) =>
      sql<number>`(coalesce(${n.contraction}, 0) + coalesce(${n.churned}, 0) - coalesce(${n.expansion}, 0)
        - coalesce(${n.reactivation}, 0)) / nullif(${n.opening}, 0)`,
  ),
  renewal_rate: ratio(
    sum(renewals, () => sql<number>`least(amount_up, coalesce(amount_renewed, 0))`),
    sum(renewals, 'amount_up'),
  ),
  contract_renewal_rate: ratio(count(renewals, { where: (eb) => eb('outcome', '<>', 'churned') }), count(renewals)),
  mrr_growth: derived(
    { change: ref('net_new_mrr'), opening },
    (n) => sql<number>`coalesce(${n.change}, 0) / nullif(${n.opening}, 0)`,
  ),
} as const

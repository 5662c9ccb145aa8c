import { sql, type RawBuilder } from 'kysely'
import type { Formula, PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import { setColumn } from './grouping.ts'
import { dimensionColumn } from './leaf.ts'

const double = (value: RawBuilder<unknown>) => sql<number>`(${value})::double precision`

/** SQL of a formula over the merged measures of one period. Leaves are filled first, then divided. */
export function formulaSql(
  formula: Formula,
  query: ResolvedQuery,
  measure: (m: PlannedMeasure) => RawBuilder<number>,
): RawBuilder<number> {
  const part = (inner: Formula) => formulaSql(inner, query, measure)
  switch (formula.is) {
    case 'measure':
      return measure(formula.measure)
    case 'mean':
      return sql<number>`${double(measure(formula.sum))} / nullif(${measure(formula.count)}, 0)`
    case 'ratio':
      return sql<number>`${double(part(formula.numerator))} / nullif(${part(formula.denominator)}, 0)`
    case 'derived': {
      const inputs = Object.entries(formula.inputs).map(([name, inner]) => [name, double(part(inner))] as const)
      return sql<number>`(${formula.expression(Object.fromEntries(inputs))})`
    }
    case 'share': {
      const value = part(formula.of)
      const { over } = formula
      const kept = query.dimensions.flatMap((d, index) => (over && !over.includes(d.restOf ?? d.id) ? [index] : []))
      const set = query.sets ? [sql.ref(setColumn)] : []
      const partition = sql.join([sql.ref('ordinal'), ...set, ...kept.map((index) => sql.ref(dimensionColumn(index)))])
      return sql<number>`${double(value)} / nullif(sum(${value}) over (partition by ${partition}), 0)`
    }
  }
}

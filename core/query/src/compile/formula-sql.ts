import { sql, type RawBuilder } from 'kysely'
import type { Formula, PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import { setColumn } from './grouping.ts'
import { dimensionColumn } from './leaf.ts'

/** A quotient; in a careful query missing where it is too large or too small for double precision, which would be an error. */
function quotient(
  over: RawBuilder<unknown>,
  under: RawBuilder<unknown>,
  { careful }: ResolvedQuery,
): RawBuilder<number> {
  const plain = sql<number>`${double(over)} / nullif(${under}, 0)`
  if (!careful) return plain
  const size = (value: RawBuilder<unknown>) => sql`ln(nullif(abs(${double(value)}), 0))`
  return sql<number>`case when ${double(over)} = 0 or ${size(over)} - ${size(under)} between -744 and 709 then ${plain} end`
}

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
      return quotient(measure(formula.sum), measure(formula.count), query)
    case 'ratio':
      return quotient(part(formula.numerator), part(formula.denominator), query)
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
      return quotient(value, sql`sum(${value}) over (partition by ${partition})`, query)
    }
  }
}

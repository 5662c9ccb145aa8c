import { sql } from 'kysely'
import type { On } from './fact.ts'

/** One part of a weighted score. */
export interface Factor<Row> {
  /** Above 0; only its size beside the other weights matters. */
  readonly weight: number
  readonly value: Extract<keyof Row, string> | On<Row, number | null>
}

/**
 * Weighted mean of the factors a row has, `sum of weight × value / sum of weight`: a missing factor neither counts as 0 nor
 * dilutes the others. Null when all are missing. Use it as the value of `lastValue`, `avg` and the like.
 */
export function weightedScore<Row>(factors: Readonly<Record<string, Factor<Row>>>): On<Row, number | null> {
  const entries = Object.entries(factors)
  if (entries.length === 0) throw new Error('a weighted score needs factors; give it at least one')
  for (const [name, { weight }] of entries) {
    if (!(weight > 0) || !Number.isFinite(weight)) {
      throw new Error(`factor '${name}' of a weighted score has weight ${weight}; give it a number above 0`)
    }
  }
  return (eb, bounds) => {
    const parts = entries.map(([, { weight, value }]) => ({
      // why: as a decimal, so that whole weights of whole numbers do not divide to a whole number
      weight: sql`${sql.lit(String(weight))}::numeric`,
      value: typeof value === 'string' ? sql.ref(value) : sql`(${value(eb, bounds)})`,
    }))
    const plus = sql` + `
    const weighed = sql.join(
      parts.map(({ weight, value }) => sql`coalesce(${weight} * ${value}, 0)`),
      plus,
    )
    const present = sql.join(
      parts.map(({ weight, value }) => sql`case when ${value} is null then 0 else ${weight} end`),
      plus,
    )
    return sql<number | null>`(${weighed}) / nullif(${present}, 0)`
  }
}

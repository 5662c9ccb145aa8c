import type { Aggregate, Measure } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from './resolved-query.ts'

/** The ends of its values that do not show in what an aggregate gives. */
function hiddenEnds({ fraction, ...rest }: Aggregate): Aggregate[] {
  // why: percentiles share one sorting
  if (rest.kind === 'percentile') return fraction === undefined ? [] : [0, 1].map((end) => ({ ...rest, fraction: end }))
  if (rest.kind !== 'min' && rest.kind !== 'max') return []
  // why: a rollup that keeps one end alone could not answer then
  return rest.fact.rollups?.length ? [] : [{ ...rest, kind: rest.kind === 'min' ? 'max' : 'min' }]
}

function hiddenOf(source: Measure): Measure[] {
  if (source.kind !== 'trailing') return hiddenEnds(source as Aggregate)
  return hiddenEnds(source.aggregate).map((aggregate) => ({ ...source, aggregate }))
}

/**
 * Adds the least and the largest value behind measures that do not show them, such as a percentile: a value that cannot be read is
 * one of them, and is seen there.
 */
export function addWitnesses(measures: readonly PlannedMeasure[]): PlannedMeasure[] {
  const witnesses = measures.flatMap((measure) => hiddenOf(measure.source).map((source) => ({ ...measure, source })))
  return [
    ...measures,
    ...witnesses.map((witness, index) => ({ ...witness, column: `m${measures.length + index + 1}` })),
  ]
}

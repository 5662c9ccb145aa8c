import type { Aggregate, Measure } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from './resolved-query.ts'

const ends = ['min', 'max'] as const

/** Which ends of its values do not show in what an aggregate gives. */
function hiddenEnds({ kind, fact }: Aggregate): readonly (typeof ends)[number][] {
  if (kind === 'percentile') return ends
  // why: a rollup that keeps one end alone could not answer then
  if (fact.rollups?.length) return []
  return kind === 'min' ? ['max'] : kind === 'max' ? ['min'] : []
}

function hiddenOf(source: Measure): Measure[] {
  if (source.kind === 'trailing') {
    return hiddenOf(source.aggregate).map((aggregate) => ({ ...source, aggregate: aggregate as Aggregate }))
  }
  const { fraction: _, ...rest } = source as Aggregate
  return hiddenEnds(source as Aggregate).map((kind): Aggregate => ({ ...rest, kind }))
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

import type { Measure } from '@tessera/plugin-api/server'

/** Sum and count of a mean. */
export interface MeanParts {
  readonly sum: Measure
  readonly count: Measure
}

function partOf(source: Measure, part: 'sum' | 'count'): Measure | null {
  if (source.kind === 'avg') return { ...source, kind: part }
  if (source.kind === 'last_value' && source.across === 'avg') return { ...source, across: part }
  if (source.kind !== 'trailing' || source.aggregate.kind !== 'avg') return null
  return { ...source, aggregate: { ...source.aggregate, kind: part } }
}

const known = new WeakMap<Measure, MeanParts>()

/** The parts a mean is kept as, the same two objects each time, so that equal measures are found; null for other kinds. */
export function meanParts(source: Measure): MeanParts | null {
  const sum = partOf(source, 'sum')
  const count = partOf(source, 'count')
  if (!sum || !count) return null
  const parts = known.get(source) ?? { sum, count }
  known.set(source, parts)
  return parts
}

import type { Aggregate, Input, Lifecycle, MetricSource, RetentionCount, Sketch } from '@tessera/plugin-api/server'
import { stockChanges } from '../compile/stock-leaf.ts'
import { meanParts } from '../resolve/mean-parts.ts'
import { activeOf } from './active-of.ts'

/** Aggregates a metric rests on by itself; inputs that are metrics are gathered as those. */
function aggregatesOf(source: Input): (Aggregate | Sketch)[] {
  switch (source.kind) {
    case 'trailing':
      return aggregatesOf(source.aggregate)
    case 'avg':
      return Object.values(meanParts(source) ?? {}).flatMap(aggregatesOf)
    case 'stock':
      return [stockChanges(source)]
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
    case 'distinct':
    case 'percentile':
    case 'approximate_distinct':
    case 'approximate_percentile':
      return [source]
    default:
      return []
  }
}

/** What a metric is made of by itself: measures and metrics it refers to. */
function inputsOf(source: MetricSource): readonly Input[] {
  if (source.kind === 'ratio') return [source.numerator, source.denominator]
  if (source.kind === 'share') return [source.of]
  if (source.kind === 'derived') return Object.values(source.inputs)
  return [source]
}

/** Aggregates a metric is made of by itself. */
export const partsOf = (source: MetricSource) => inputsOf(source).flatMap(aggregatesOf)

/** What a metric follows actors through time for, by itself. */
export function followedOf(source: MetricSource | null): (RetentionCount | Lifecycle)[] {
  return source
    ? inputsOf(source).flatMap((input) => (input.kind === 'retention' || input.kind === 'lifecycle' ? [input] : []))
    : []
}

/** Aggregates of a metric that rollups keep; those by entity also who is active in a lifecycle. */
export function keptOf(source: MetricSource, entity: string | undefined): (Aggregate | Sketch)[] {
  const active = followedOf(source).flatMap((each) =>
    each.kind === 'lifecycle' && each.lifecycle.actor === entity ? [activeOf(each)] : [],
  )
  return [...partsOf(source), ...active]
}

import type { Additivity } from '@tessera/plugin-api/wire'
import type { MetricSource } from '@tessera/plugin-api/server'

/** How values of a metric may be combined, derived from its kind. */
export function additivityOf(source: MetricSource): Additivity {
  switch (source.kind) {
    case 'count':
    case 'sum':
    case 'conversions':
      return 'full'
    case 'min':
    case 'max':
      return 'idempotent'
    case 'snapshot':
      return typeof source.measure === 'object' && 'distinct' in source.measure ? 'none' : 'semi'
    case 'movement':
      return source.count === 'amount' && ['opening', 'closing'].includes(source.part) ? 'semi' : 'none'
    case 'trailing':
      return ['count', 'sum'].includes(source.aggregate.kind) ? 'semi' : 'none'
    case 'last_value':
      return source.across === 'sum' || source.across === 'count' ? 'semi' : 'none'
    case 'stock':
      return 'semi'
    case 'lost':
      return source.measure === 'count' ? 'semi' : 'none'
    default:
      return 'none'
  }
}

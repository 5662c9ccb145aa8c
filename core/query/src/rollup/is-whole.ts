import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Hit } from './plan-leaf.ts'

/**
 * Whether every group of the answer is one row of the rollup, or none: all its dimensions are asked for, none is folded into
 * others, and no bucket reaches beyond one of its buckets. Only then may what cannot be added up be read from it.
 */
export function isWhole({ definition, grid, bounds }: Hit, query: ResolvedQuery): boolean {
  const asked = new Set(query.dimensions.map(({ id }) => id))
  return (
    query.sets === null &&
    !query.kept?.other &&
    definition.dimensions.every(({ id }) => asked.has(id)) &&
    bounds.every(({ from, to }) => grid.floor(Date.parse(from)) === grid.floor(Date.parse(to) - 1))
  )
}

import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import { setNumber } from './grouping.ts'
import { groupLeaves, groupsSets, leafSql } from './group-leaves.ts'
import type { CompiledLeaf } from './merge.ts'
import { periodsOf } from './periods.ts'

/**
 * Leaves of a query, for every period. Where it groups by several sets of dimensions, a leaf that cannot do so in one scan is
 * read once for each set, as if the query had only those dimensions.
 */
export function compileLeaves(query: ResolvedQuery, tenantId: string): CompiledLeaf[] {
  const { sets, dimensions } = query
  const leaves = groupLeaves(query.measures)
  return periodsOf(query).flatMap((period) =>
    leaves.flatMap((leaf, index): CompiledLeaf[] => {
      const name = `leaf${index + 1}${period.suffix}`
      const { measures } = leaf
      if (!sets || groupsSets(leaf)) {
        const select = leafSql(leaf, { query, tenantId, period })
        return select ? [{ name, select, measures, period, set: null }] : []
      }
      return sets.flatMap((set) => {
        const kept = { ...query, sets: null, dimensions: set.flatMap((place) => dimensions[place] ?? []) }
        const select = leafSql(leaf, { query: kept, tenantId, period })
        const number = setNumber(set, dimensions.length)
        return select ? [{ name: `${name}_s${number}`, select, measures, period, set }] : []
      })
    }),
  )
}

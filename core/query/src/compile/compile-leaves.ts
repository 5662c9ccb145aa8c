import type { GroupSet, ResolvedQuery } from '../resolve/resolved-query.ts'
import { sourceLeaf } from '../rollup/source-leaf.ts'
import { setNumber } from './grouping.ts'
import { groupLeaves, groupsSets } from './group-leaves.ts'
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
      const compile = (of: ResolvedQuery, suffix: string, set: GroupSet | null) =>
        sourceLeaf(leaf, { query: of, tenantId, period }).map(({ leaf: { measures }, select, source }, part) => {
          const name = `leaf${index + 1}${part === 0 ? '' : `_part${part + 1}`}${period.suffix}${suffix}`
          return { name, select, measures, period, set, source }
        })
      if (!sets || groupsSets(leaf)) return compile(query, '', null)
      return sets.flatMap((set) => {
        const kept = { ...query, sets: null, dimensions: set.flatMap((place) => dimensions[place] ?? []) }
        return compile(kept, `_s${setNumber(set, dimensions.length)}`, set)
      })
    }),
  )
}

import type { LeafSource } from '@tessera/plugin-api/wire'
import type { Leaf } from '../compile/leaf.ts'
import type { PlannedPart } from './plan-leaf.ts'

/** Where a planned part of a leaf reads, as `meta` says it. */
export function sourceOf({ fact }: Leaf, { hit, reason }: Pick<PlannedPart, 'hit' | 'reason'>): LeafSource {
  if (!hit) return { fact: fact.name, kind: 'raw', reason }
  return { fact: fact.name, kind: hit.fit.raw.length > 0 ? 'mixed' : 'rollup', id: hit.definition.id, reason }
}

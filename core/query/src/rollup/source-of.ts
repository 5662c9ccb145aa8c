import type { LeafSource } from '@tessera/plugin-api/wire'
import type { Leaf } from '../compile/leaf.ts'
import type { Placed } from './place-rollup.ts'

/** Where a planned leaf reads, as `meta` says it. */
export function sourceOf(
  { fact }: Leaf,
  { hit, reason }: { readonly hit: Placed | null; readonly reason: string },
): LeafSource {
  if (!hit) return { fact: fact.name, kind: 'raw', reason }
  return { fact: fact.name, kind: hit.fit.raw.length > 0 ? 'mixed' : 'rollup', id: hit.definition.id, reason }
}

import type { FrameMeta, LeafSource } from '@tessera/plugin-api/wire'

/** Sources of all parts of an answer, each said once, and what they are together. */
export function sourcesOf(all: readonly LeafSource[]): Pick<FrameMeta, 'source' | 'sources'> {
  const sources = all.length === 1 ? all : [...new Map(all.map((source) => [JSON.stringify(source), source])).values()]
  const kinds = new Set(sources.map(({ kind }) => kind))
  const ids = new Set(sources.flatMap(({ id }) => id ?? []))
  const [only] = kinds
  const [id] = ids
  const reason = [...new Set(sources.map((source) => source.reason))].join('; ') || 'nothing is read'
  return {
    source: {
      kind: kinds.size === 1 && only ? only : kinds.size === 0 ? 'raw' : 'mixed',
      reason,
      ...(ids.size === 1 && id ? { id } : {}),
    },
    sources,
  }
}

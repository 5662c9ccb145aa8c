import type { SegmentInfo } from '@tessera/plugin-api/wire'
import { fullId, nameOf, pluginOf } from './ids.ts'
import type { PluginSet } from './plugin-set.ts'
import { resolveFilter } from './resolve-panel.ts'

/** Segments of running plugins. */
export interface SegmentBook {
  readonly segment: (id: string) => SegmentInfo | undefined
  readonly segments: () => readonly SegmentInfo[]
}

/** Reads segments live from the plugins' contracts; members of their filters get full ids. */
export function createSegmentBook(set: PluginSet): SegmentBook {
  const segment = (id: string): SegmentInfo | undefined => {
    const plugin = pluginOf(id)
    const declared = set.plugin(plugin)?.contract.segments ?? {}
    const spec = Object.hasOwn(declared, nameOf(id)) ? declared[nameOf(id)] : undefined
    if (!spec) return undefined
    const { title, description, filter } = spec
    return { id, plugin, title, description, filter: resolveFilter((member) => fullId(plugin, member), filter) }
  }
  return {
    segment,
    segments: () =>
      set
        .plugins()
        .flatMap(({ id, contract }) => Object.keys(contract.segments ?? {}).map((name) => segment(fullId(id, name))))
        .filter((found) => found !== undefined),
  }
}

import type { DerivedFrom } from '@tessera/plugin-api/wire'
import { fullId, nameOf, pluginOf } from './ids.ts'
import { inputsOf } from './leaves.ts'
import type { PluginSet } from './plugin-set.ts'
import { sourceOf } from './sockets.ts'

/** Running plugins from whose rows figures of a metric are derived: its own first, then those of metrics in its formula. */
export function derivedFromOf(set: PluginSet, metric: string, path: readonly string[] = []): readonly DerivedFrom[] {
  const declared = set.plugin(pluginOf(metric))?.contract.metrics ?? {}
  if (!Object.hasOwn(declared, nameOf(metric)) || path.includes(metric)) return []
  const own = (declared[nameOf(metric)]?.derivedFrom ?? []).flatMap((id): DerivedFrom[] => {
    const source = set.plugin(id)
    return source ? [{ id, title: source.contract.title }] : []
  })
  const found = sourceOf(set, metric)
  const inherited = (found ? inputsOf(found.source) : []).flatMap((input) =>
    input.kind === 'metric' ? derivedFromOf(set, fullId(found?.plugin ?? '', input.id), [...path, metric]) : [],
  )
  return [...new Map([...own, ...inherited].map((source) => [source.id, source])).values()]
}

import type { SourceOff } from '@tessera/plugin-api/wire'
import type { ModelMetric } from '../model.ts'

/** Plugins that the tenant has off, though some of the metrics are derived from their rows. */
export function sourcesOff(metrics: readonly ModelMetric[], plugins: ReadonlySet<string>): readonly SourceOff[] {
  const found = new Map<string, SourceOff>()
  for (const { info } of metrics) {
    for (const { id, title } of info.derivedFrom ?? []) {
      if (plugins.has(id)) continue
      const before = found.get(id)?.metrics ?? []
      found.set(id, { plugin: id, title, metrics: [...new Set([...before, info.id])] })
    }
  }
  return [...found.values()]
}

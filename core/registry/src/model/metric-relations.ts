import type { MetricRef, Input } from '@tessera/plugin-api/server'
import type { Fixture } from '@tessera/plugin-api/wire'
import { inputsOf } from './leaves.ts'
import type { Registry } from './registry.ts'
import type { ResolvedDashboard, ResolvedPanel } from './resolved.ts'
import { fullId, nameOf, pluginOf } from './ids.ts'

/** A panel that shows a metric, and the dashboards it stands on. */
export interface MetricUse {
  readonly panel: ResolvedPanel
  readonly dashboards: readonly ResolvedDashboard[]
}

/** What a metric is connected with. */
export interface MetricRelations {
  /** Ids of the metrics its formula names. */
  readonly inputs: readonly string[]
  /** Ids of the metrics whose formulas name it. */
  readonly dependents: readonly string[]
  readonly uses: readonly MetricUse[]
}

const isRef = (input: Input): input is MetricRef => input.kind === 'metric'

function inputsOfMetric(registry: Registry, id: string): readonly string[] {
  const metric = registry.metric(id)
  if (!metric?.source) return []
  const named = inputsOf(metric.source).filter(isRef)
  return [...new Set(named.map((input) => fullId(metric.sourcePlugin, input.id)))]
}

/** What a metric rests on, what rests on it, and where it is shown, among the plugins given. */
export function metricRelations(registry: Registry, id: string, enabled: ReadonlySet<string>): MetricRelations {
  const shows = ({ metrics }: ResolvedPanel) => metrics.includes(id)
  const dashboards = registry.dashboards(enabled)
  return {
    inputs: inputsOfMetric(registry, id),
    dependents: registry
      .metrics()
      .filter(({ info }) => enabled.has(info.plugin) && inputsOfMetric(registry, info.id).includes(id))
      .map(({ info }) => info.id),
    uses: registry
      .panels(enabled)
      .filter(shows)
      .map((panel) => ({
        panel,
        dashboards: dashboards.filter(({ spec }) => spec.cards.some((card) => card.panel === panel.id)),
      })),
  }
}

/** Worked examples of a metric, none where its plugin gives none or does not run. */
export function fixturesOf(registry: Pick<Registry, 'plugin'>, metric: string): readonly Fixture[] {
  const all = registry.plugin(pluginOf(metric))?.server?.fixtures ?? {}
  return Object.hasOwn(all, nameOf(metric)) ? (all[nameOf(metric)] ?? []) : []
}

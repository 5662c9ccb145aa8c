import type { PanelQuery } from '@tessera/plugin-api'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { finding, reasonOf, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

const previous = [{ kind: 'previous_period' as const }]

/** A panel's query as a dashboard sends it, with the comparison most viewers have on. */
function asShown({
  metrics,
  dimensions,
  filters,
  grain,
  range,
  compare,
  samples,
  order,
  limit,
}: PanelQuery): MetricQuery {
  const compared = compare === 'none' ? [] : compare === undefined || compare === 'dashboard' ? previous : compare
  return {
    metrics: metrics.map((id) => ({ id })),
    time: { range: range ?? { last: 30, unit: 'day' }, ...(grain && { grain: grain === 'auto' ? 'day' : grain }) },
    ...(compared.length > 0 && { compare: [...compared] }),
    ...(dimensions && { dimensions: [...dimensions] }),
    ...(filters && { filters }),
    ...(samples !== undefined && { samples }),
    ...(order && { order: order.map(({ key, dir }) => ({ key, dir })) }),
    ...(limit !== undefined && { limit }),
  }
}

/** Dashboards place panels that are there; the query of every panel runs, also broken down the way a click does. */
export async function checkBoards({ host, plugin, a }: Subject): Promise<Finding[]> {
  const { registry } = host
  const own = new Set([plugin.id])
  const running = new Set(registry.order)
  const found: Finding[] = []
  for (const { id, spec } of registry.dashboards(own)) {
    for (const { panel } of spec.cards) {
      const placed = registry.panel(panel, running)
      const isWhole = placed !== undefined && 'spec' in placed && placed.missing.length === 0
      if (!isWhole) found.push(finding('panel_missing', { dashboard: id, panel }))
    }
  }
  for (const { id, spec } of registry.panels(own)) {
    const query = asShown(spec.query)
    const drilled = spec.drill && { ...query, dimensions: [spec.drill.dimension], order: [] }
    try {
      await host.query(a, query)
      if (drilled) await host.query(a, drilled)
    } catch (error) {
      found.push(finding('panel_failed', { panel: id, reason: reasonOf(error) }))
    }
  }
  return found
}

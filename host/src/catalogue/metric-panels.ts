import { builtInViews } from '@tessera/plugin-api'
import type { DimensionInfo, MetricInfo } from '@tessera/plugin-api/wire'
import type { ResolvedPanel } from '../api/dashboard-document.ts'

/** Panels any metric can be drawn with: its course over time and a breakdown by each of its dimensions. */
export function metricPanels(
  metric: MetricInfo,
  dimensions: readonly DimensionInfo[],
): { readonly course: ResolvedPanel; readonly breakdowns: readonly ResolvedPanel[] } {
  const { id, plugin, title } = metric
  const titles = new Map(dimensions.map((dimension) => [dimension.id, dimension.title]))
  const course: ResolvedPanel = {
    id,
    plugin,
    title,
    view: 'line',
    shape: builtInViews.line,
    query: { metrics: [id], grain: 'auto' },
  }
  const breakdowns = metric.dimensions.map((dimension): ResolvedPanel => ({
    id: `${id}:${dimension}`,
    plugin,
    title: `By ${(titles.get(dimension) ?? dimension).toLowerCase()}`,
    view: 'ranked_bar',
    shape: builtInViews.ranked_bar,
    query: { metrics: [id], dimensions: [dimension] },
    options: { top: 6 },
  }))
  return { course, breakdowns }
}

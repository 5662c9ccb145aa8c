import { dashboard, definePlugin, metric, panel } from '@tessera/plugin-api'
import { heatmapView } from './views/heatmap/heatmap-view.ts'

/** A heatmap, and the events of a week drawn by it. */
export const plugin = definePlugin({
  id: 'rhythm',
  title: 'Rhythm',
  metrics: {
    events: metric({
      title: 'Events',
      description: 'Number of events of any kind that were posted.',
      unit: 'count',
      direction: 'up',
      tier: 3,
    }),
  },
  views: { heatmap: heatmapView },
  panels: {
    week: panel({
      title: 'Events by weekday and hour',
      view: 'heatmap',
      query: { metrics: ['events'], dimensions: ['core.weekday', 'core.hour_of_day'], compare: 'none' },
      options: { shade: 'row' },
    }),
  },
  dashboards: {
    overview: dashboard({ title: 'Rhythm', revision: 1, cards: [{ panel: 'week', x: 0, y: 0, w: 24, h: 8 }] }),
  },
})

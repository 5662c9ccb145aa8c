import { definePlugin, dimension, metric, panel } from '@tessera/plugin-api'

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  dimensions: { kind: dimension({ title: 'Kind' }) },
  metrics: { seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1, dimensions: ['kind'] }) },
  panels: {
    bars: panel({
      title: 'B',
      view: 'ranked_bar',
      query: { metrics: ['seen'], dimensions: ['kind'] },
      options: { tpo: 3 },
    }),
  },
})

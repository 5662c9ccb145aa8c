import { definePlugin, metric, panel } from '@tessera/plugin-api'

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  metrics: { seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }) },
  panels: {
    seen: panel({ title: 'P', view: 'big_number', query: { metrics: ['seen'], filter: { member: 'core.segment', operator: 'set' } } }),
  },
})

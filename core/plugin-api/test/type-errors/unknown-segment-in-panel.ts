import { definePlugin, metric, panel, segment } from '@tessera/plugin-api'

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  metrics: { seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }) },
  segments: {
    large: segment({ title: 'Large', description: 'L.', filter: { member: 'core.segment', operator: 'set' } }),
  },
  panels: { line: panel({ title: 'L', view: 'line', query: { metrics: ['seen'], segments: ['lagre'] } }) },
})

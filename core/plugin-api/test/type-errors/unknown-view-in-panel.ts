import { definePlugin, metric, panel } from '@tessera/plugin-api'

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  metrics: { seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }) },
  panels: { line: panel({ title: 'L', view: 'lnie', query: { metrics: ['seen'] } }) },
})

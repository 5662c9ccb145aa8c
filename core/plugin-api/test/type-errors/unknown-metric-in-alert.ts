import { alert, definePlugin, metric } from '@tessera/plugin-api'

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  metrics: { seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }) },
  alerts: { low: alert({ title: 'Low', metric: 'sene', when: { lt: 1 } }) },
})

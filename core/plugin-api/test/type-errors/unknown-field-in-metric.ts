import { definePlugin, metric } from '@tessera/plugin-api'

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  metrics: {
    seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }),
    won: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1, targett: { gt: 1 } }),
  },
})

import { definePlugin, metric } from '@tessera/plugin-api'
import { defineServer } from '@tessera/plugin-api/server'

const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  metrics: {
    seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }),
    later: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1, status: 'needs-source' }),
  },
})
export default defineServer(plugin, { metrics: {} })

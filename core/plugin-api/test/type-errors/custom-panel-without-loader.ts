import { definePlugin, metric, panel } from '@tessera/plugin-api'
import { defineWeb } from '@tessera/plugin-api/web'

const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  metrics: { seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }) },
  panels: { map: panel({ title: 'M', view: 'custom', query: { metrics: ['seen'] } }) },
})
export default defineWeb(plugin, { panels: {} })

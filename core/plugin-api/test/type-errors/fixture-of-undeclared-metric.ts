import { definePlugin, metric } from '@tessera/plugin-api'
import { defineServer, fixture, ratio, ref } from '@tessera/plugin-api/server'

const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  metrics: { seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }) },
})
const nothing = fixture({ title: 'Nothing', asOf: '2026-01-01T00:00:00Z', given: {}, expect: [] })
const seen = ratio(ref('core.a'), ref('core.b'))
export default defineServer(plugin, { metrics: { seen }, fixtures: { seen: [nothing], sene: [nothing] } })

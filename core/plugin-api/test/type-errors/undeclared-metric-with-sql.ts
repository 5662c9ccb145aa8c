import { definePlugin } from '@tessera/plugin-api'
import { defineServer, ratio, ref } from '@tessera/plugin-api/server'

const plugin = definePlugin({ id: 'wrong', title: 'Wrong', metrics: {} })
export default defineServer(plugin, { metrics: { seen: ratio(ref('core.a'), ref('core.b')) } })

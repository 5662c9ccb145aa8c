import { definePlugin, topic } from '@tessera/plugin-api'
import { defineServer, pluginTrpc } from '@tessera/plugin-api/server'
import { z } from 'zod'

const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  topics: { quota_set: topic({ title: 'A quota was set', data: z.object({ year: z.int() }) }) },
})
const { router, procedure } = pluginTrpc(plugin)
const set = procedure.needs('metrics:read').mutation(({ ctx }) => ctx.live.publish('quota_sett', { year: 2028 }))
export default defineServer(plugin, { routes: router({ set }) })

import { definePlugin, importable } from '@tessera/plugin-api'
import { defineServer, pluginTrpc } from '@tessera/plugin-api/server'
import { z } from 'zod'

const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  tables: {
    deals: importable({ title: 'Deals', key: ['id'], columns: z.object({ id: z.string(), amount: z.number() }) }),
  },
})
const { router, procedure } = pluginTrpc(plugin)
const set = procedure
  .needs('records:write')
  .mutation(({ ctx }) => ctx.records.upsert('deals', [{ id: 'a', amount: 'much' }]))
export default defineServer(plugin, { routes: router({ set }) })

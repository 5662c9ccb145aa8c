import { definePlugin, importable } from '@tessera/plugin-api'
import { defineServer, pluginTrpc } from '@tessera/plugin-api/server'
import { z } from 'zod'

const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  tables: { deals: importable({ title: 'Deals', key: ['id'], columns: z.object({ id: z.string() }) }) },
})
const { router, procedure } = pluginTrpc(plugin)
const read = procedure.query(({ ctx }) => ctx.records.read('dels'))
export default defineServer(plugin, { routes: router({ read }) })

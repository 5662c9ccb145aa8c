import { definePlugin, permission } from '@tessera/plugin-api'
import { defineServer, pluginTrpc } from '@tessera/plugin-api/server'

const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  permissions: { edit: permission({ title: 'Edit', description: 'Edit it.', roles: ['editor'] }) },
})
const { router, procedure } = pluginTrpc(plugin)
const edit = procedure.needs('edit').mutation(() => 1)
export default defineServer(plugin, { routes: router({ edit, deep: router({ change: procedure.mutation(() => 1) }) }) })

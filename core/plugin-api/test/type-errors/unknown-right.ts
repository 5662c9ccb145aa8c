import { definePlugin, permission } from '@tessera/plugin-api'
import { pluginTrpc } from '@tessera/plugin-api/server'

const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  permissions: { edit: permission({ title: 'Edit', description: 'Edit it.', roles: ['editor'] }) },
})
export const edit = pluginTrpc(plugin).procedure.needs('edti').mutation(() => 1)

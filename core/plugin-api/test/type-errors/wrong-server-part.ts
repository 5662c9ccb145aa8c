import { definePlugin, extensionPoint } from '@tessera/plugin-api'
import { defineServer } from '@tessera/plugin-api/server'
import { z } from 'zod'

const sources = extensionPoint<{ read: (day: string) => Promise<number> }>()('hub/sources/v1', z.object({ title: z.string() }))
const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  requires: { hub: '^1' },
  contributes: [sources.contribute('mine', { title: 'Mine' })],
})
export default defineServer(plugin, { contributions: [sources.server('mine', { read: async (day) => day })] })

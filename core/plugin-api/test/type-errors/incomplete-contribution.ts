import { definePlugin, extensionPoint } from '@tessera/plugin-api'
import { z } from 'zod'

const providers = extensionPoint()('hub/providers/v1', z.object({ title: z.string(), services: z.array(z.string()) }))

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  requires: { hub: '^1' },
  contributes: [providers.contribute('red', { title: 'Red' })],
})

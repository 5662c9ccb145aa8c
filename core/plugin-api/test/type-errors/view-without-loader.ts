import { definePlugin, defineView } from '@tessera/plugin-api'
import { defineWeb } from '@tessera/plugin-api/web'
import { z } from 'zod'

const size = { least: { w: 4, h: 4 }, usual: { w: 8, h: 8 } }
const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  views: {
    map: defineView({ title: 'M', needs: { time: 'never', dimensions: {}, metrics: {} }, options: z.object({}), size }),
  },
})
export default defineWeb(plugin, { views: {} })

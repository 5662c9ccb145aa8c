import { definePlugin, defineView, metric, panel } from '@tessera/plugin-api'
import { z } from 'zod'

const map = defineView({
  title: 'M',
  needs: { time: 'never', dimensions: {}, metrics: {} },
  options: z.object({ zoom: z.number() }),
  size: { least: { w: 4, h: 4 }, usual: { w: 8, h: 8 } },
})
export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  metrics: { seen: metric({ title: 'M', description: 'M.', unit: 'count', direction: 'up', tier: 1 }) },
  views: { map },
  panels: { world: panel({ title: 'W', view: 'map', query: { metrics: ['seen'] }, options: { zoom: 'near' } }) },
})

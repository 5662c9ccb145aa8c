import { definePlugin, metric } from '@tessera/plugin-api'
import { z } from 'zod'

definePlugin({
  id: 'shop',
  title: 'Shop',
  settings: z.object({ largeFrom: z.int().default(100).meta({ rule: 'from {value} on' }) }),
  metrics: {
    large: metric({
      title: 'Large',
      description: 'Large orders.',
      unit: 'count',
      direction: 'up',
      tier: 1,
      rules: ['lagreFrom', 'other.setting'],
    }),
  },
})

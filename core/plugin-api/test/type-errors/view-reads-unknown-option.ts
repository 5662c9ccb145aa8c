import { defineView } from '@tessera/plugin-api'
import { z } from 'zod'

export const map = defineView({
  title: 'M',
  needs: { time: 'never', dimensions: {}, metrics: {} },
  options: z.object({ most: z.number() }),
  state: { top: { values: 9, option: 'mots' } },
  size: { least: { w: 4, h: 4 }, usual: { w: 8, h: 8 } },
})

import { z } from 'zod'
import { defineView } from '../view.ts'

/** A value on an arc, with a tick at its target and one where the comparison stood. */
export const gaugeView = defineView({
  title: 'Gauge',
  needs: { time: 'never', dimensions: { most: 0 }, metrics: { least: 1, most: 6 } },
  options: z.object({
    /** Where the arc begins; 0 when left out. A net promoter score begins at -100. */
    from: z.number().optional(),
    /** Where the arc ends. Left out: 1 for shares, else a quarter above value and target. */
    to: z.number().optional(),
  }),
  state: { apart: true },
  size: { least: { w: 4, h: 4 }, usual: { w: 8, h: 6 } },
})

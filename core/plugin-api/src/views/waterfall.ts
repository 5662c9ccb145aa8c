import { z } from 'zod'
import { defineView } from '../view.ts'

/** From an opening over movements to a closing: metrics in their order, or the values of a dimension. */
export const waterfallView = defineView({
  title: 'Movements',
  needs: { time: 'never', dimensions: { most: 1 }, metrics: { least: 1 } },
  options: z.object({
    /** Metric the movements begin at; nothing when left out. */
    opening: z.string().optional(),
    /** Metric they should end at; the sum when left out. What movements do not explain is a step of its own. */
    closing: z.string().optional(),
    /** Metrics that count losses: their values are taken away. */
    losses: z.array(z.string()).readonly().optional(),
  }),
  metricOptions: ['opening', 'closing'],
  size: { least: { w: 6, h: 4 }, usual: { w: 12, h: 8 } },
})

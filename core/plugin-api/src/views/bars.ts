import { z } from 'zod'
import { defineView } from '../view.ts'

/** Upright bars over time or by category, for each metric or each value of a further dimension. */
export const barsView = defineView({
  title: 'Bars',
  needs: { time: 'possible', dimensions: { most: 2 }, metrics: { least: 1 } },
  options: z.object({
    /** Bars of one place stand on each other, side by side, or as shares of all. Values that do not add up stand side by side. */
    arrange: z.enum(['stacked', 'grouped', 'shares']).default('stacked'),
  }),
  state: { top: { values: 8, shared: true } },
  size: { least: { w: 6, h: 4 }, usual: { w: 12, h: 8 } },
})

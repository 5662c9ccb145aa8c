import { z } from 'zod'
import { defineView } from '../view.ts'

/** A small line for each value of a dimension, all on one scale. */
export const smallMultiplesView = defineView({
  title: 'Small multiples',
  needs: { time: 'needed', dimensions: { least: 1, most: 1 }, metrics: { least: 1, most: 1 } },
  options: z.object({
    /** Values that are drawn, the largest. */
    top: z.int().min(1).max(24).default(12),
  }),
  state: { top: { values: 12, option: 'top' } },
  size: { least: { w: 6, h: 5 }, usual: { w: 24, h: 9 } },
})

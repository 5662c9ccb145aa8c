import { z } from 'zod'
import { defineView } from '../view.ts'

/** One figure with its change, and below it the course of the metric over the range. */
export const bigNumberView = defineView({
  title: 'Big number',
  needs: { time: 'never', dimensions: { most: 0 }, metrics: { least: 1 } },
  options: z.object({
    /** Draw the metric's course over the range below the number (default true). */
    sparkline: z.boolean().optional(),
  }),
  state: { course: { option: 'sparkline' } },
  size: { least: { w: 3, h: 2 }, usual: { w: 6, h: 5 }, phone: { half: true } },
  empty: 'drawn',
})

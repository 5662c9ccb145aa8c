import { z } from 'zod'
import { defineView } from '../view.ts'

/** How often each value of a dimension is, in the order of the values: numbers, or bands by their labels. */
export const histogramView = defineView({
  title: 'Histogram',
  needs: { time: 'never', dimensions: { least: 1, most: 1 }, metrics: { least: 1, most: 1 } },
  options: z.object({}),
  size: { least: { w: 6, h: 4 }, usual: { w: 12, h: 8 } },
})

import { z } from 'zod'
import { defineView } from '../view.ts'

/** A point for each value of a dimension: the first metric across, the second up. */
export const scatterView = defineView({
  title: 'Scatter',
  needs: { time: 'never', dimensions: { least: 1, most: 1 }, metrics: { least: 2, most: 2 } },
  options: z.object({
    /** Divide the points at the targets of both metrics, where there is none at the middle of the points. */
    quadrants: z.boolean().default(false),
  }),
  state: { top: { values: 100 } },
  size: { least: { w: 6, h: 5 }, usual: { w: 12, h: 9 } },
})

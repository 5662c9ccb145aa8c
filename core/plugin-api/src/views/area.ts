import { z } from 'zod'
import { defineView } from '../view.ts'

/** A whole over time and its parts, standing on each other. */
export const areaView = defineView({
  title: 'Areas',
  needs: { time: 'needed', dimensions: { most: 1 }, metrics: { least: 1 } },
  options: z.object({
    /** Parts stand on each other, or as shares of all. Values that do not add up are drawn as lines. */
    arrange: z.enum(['stacked', 'shares']).default('stacked'),
  }),
  state: { top: { values: 8, shared: true } },
  size: { least: { w: 6, h: 4 }, usual: { w: 12, h: 8 } },
})

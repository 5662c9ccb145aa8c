import { z } from 'zod'
import { defineView } from '../view.ts'

/** Few shares of one whole. */
export const donutView = defineView({
  title: 'Donut',
  needs: { time: 'never', dimensions: { least: 1, most: 1 }, metrics: { least: 1, most: 1 } },
  options: z.object({
    /** Values that have a part of their own; all others are one more. Values that are no parts of a whole are drawn as ranked bars. */
    top: z.int().min(1).max(5).default(4),
  }),
  state: { top: { values: 4, option: 'top' } },
  size: { least: { w: 5, h: 5 }, usual: { w: 8, h: 6 } },
})

import { z } from 'zod'
import { defineView } from '../view.ts'

/** Categories from the largest down. */
export const rankedBarView = defineView({
  title: 'Ranked bars',
  needs: { time: 'never', dimensions: { least: 1 }, metrics: { least: 1 } },
  options: z.object({
    /** Metric whose value is written beside the bar (the bar shows the first metric). */
    secondary: z.string().optional(),
    /** Values beyond this many are counted together as "Other" (default 12). */
    top: z.int().min(1).optional(),
  }),
  state: { top: { values: 12, option: 'top' } },
  metricOptions: ['secondary'],
  // why: on a phone names stand above their bars
  size: { least: { w: 4, h: 3 }, usual: { w: 12, h: 8 }, phone: { moreRows: 1 } },
})

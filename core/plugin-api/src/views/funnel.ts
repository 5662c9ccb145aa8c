import { z } from 'zod'
import { defineView } from '../view.ts'

/** Steps from first to last, a metric each, and how many continue. */
export const funnelView = defineView({
  title: 'Funnel',
  needs: { time: 'never', dimensions: { most: 0 }, metrics: { least: 1 } },
  options: z.object({
    /** Names of the steps, in order; metric titles when left out. */
    steps: z.array(z.string()).readonly().optional(),
  }),
  size: { least: { w: 6, h: 4 }, usual: { w: 24, h: 9 } },
})

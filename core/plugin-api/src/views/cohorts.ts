import { z } from 'zod'
import { defineView } from '../view.ts'

/** Cohorts from above down, by the time they began; how each went on stands beside it, period by period. */
export const cohortsView = defineView({
  title: 'Cohorts',
  needs: { time: 'needed', dimensions: { least: 1, most: 1 }, metrics: { least: 1, most: 1 } },
  options: z.object({}),
  size: { least: { w: 8, h: 4 }, usual: { w: 24, h: 9 } },
})

import { z } from 'zod'
import { defineView } from '../view.ts'

/** One metric over time, with the interval that each of its values may lie in. */
export const fanView = defineView({
  title: 'Fan',
  needs: { time: 'needed', dimensions: { most: 0 }, metrics: { least: 1 } },
  options: z.object({
    /** Metrics that are the ends of the wide band. Left out: the margin of the metric, of shares with samples their 95 % interval, of estimates their error. */
    low: z.string().optional(),
    high: z.string().optional(),
    /** Metrics that are the ends of a narrow band within it. */
    innerLow: z.string().optional(),
    innerHigh: z.string().optional(),
  }),
  metricOptions: ['low', 'high', 'innerLow', 'innerHigh'],
  size: { least: { w: 4, h: 3 }, usual: { w: 12, h: 8 } },
})

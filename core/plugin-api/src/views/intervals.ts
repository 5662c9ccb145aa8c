import { z } from 'zod'
import { defineView } from '../view.ts'

/** Estimates with the interval that each may lie in, against a reference: what differs, and what is within noise. */
export const intervalsView = defineView({
  title: 'Intervals',
  needs: { time: 'never', dimensions: { most: 1 }, metrics: { least: 1 } },
  options: z.object({
    /** Metrics that are the ends of the interval of the first one. Left out: the margin of the metric, of shares with samples their 95 % interval, of estimates their error. */
    low: z.string().optional(),
    high: z.string().optional(),
    /** What an interval is read against: 0 for a difference. The target when left out. */
    reference: z.number().optional(),
  }),
  metricOptions: ['low', 'high'],
  size: { least: { w: 6, h: 4 }, usual: { w: 12, h: 7 } },
})

import { z } from 'zod'
import { defineView } from '../view.ts'

/** Values over time: a line for each metric, or for each value of a dimension. */
export const lineView = defineView({
  title: 'Lines',
  needs: { time: 'needed', dimensions: {}, metrics: { least: 1 } },
  options: z.object({
    /** A metric that holds for whole periods, such as a quota: drawn level, in steps. */
    stepped: z.string().optional(),
  }),
  metricOptions: ['stepped'],
  state: { top: { values: 8, shared: true } },
  size: { least: { w: 4, h: 3 }, usual: { w: 12, h: 8 } },
})

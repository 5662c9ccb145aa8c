import { z } from 'zod'
import { defineView } from '../view.ts'

/** When what happened: a lane for each value of a dimension, on it a mark for each period, the larger the more. */
export const timelineView = defineView({
  title: 'Timeline',
  needs: { time: 'needed', dimensions: { least: 1, most: 1 }, metrics: { least: 1, most: 1 } },
  options: z.object({}),
  state: { top: { values: 12 }, sparse: true },
  size: { least: { w: 8, h: 4 }, usual: { w: 24, h: 6 } },
})

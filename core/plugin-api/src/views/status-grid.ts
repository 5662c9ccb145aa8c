import { z } from 'zod'
import { defineView } from '../view.ts'

/** A tile for each value of a dimension: whether it meets the target of the metric, the missed ones first. */
export const statusGridView = defineView({
  title: 'Status',
  needs: { time: 'never', dimensions: { least: 1, most: 1 }, metrics: { least: 1, most: 1 } },
  options: z.object({}),
  size: { least: { w: 6, h: 4 }, usual: { w: 12, h: 8 } },
})

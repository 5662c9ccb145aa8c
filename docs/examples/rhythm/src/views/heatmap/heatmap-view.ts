import { defineView } from '@tessera/plugin-api'
import { z } from 'zod'

/** One metric by two dimensions: rows, columns, and the darker the more. */
export const heatmapView = defineView({
  title: 'Heatmap',
  needs: { time: 'never', dimensions: { least: 2, most: 2 }, metrics: { least: 1, most: 1 } },
  options: z.object({
    /** The darkest cell is the largest of all, or of its row. */
    shade: z.enum(['all', 'row']).default('all'),
  }),
  size: { least: { w: 8, h: 4 }, usual: { w: 24, h: 8 } },
})

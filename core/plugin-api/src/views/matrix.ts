import { z } from 'zod'
import { defineView } from '../view.ts'

/** One metric by two dimensions, rows and columns: the stronger the colour, the larger. */
export const matrixView = defineView({
  title: 'Heat map',
  needs: { time: 'never', dimensions: { least: 2, most: 2 }, metrics: { least: 1, most: 1 } },
  options: z.object({
    /** What a cell is compared with: all cells, those of its row, or those of its column. */
    shade: z.enum(['all', 'row', 'column']).default('all'),
  }),
  size: { least: { w: 6, h: 4 }, usual: { w: 12, h: 8 } },
})

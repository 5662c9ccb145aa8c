import { z } from 'zod'
import { defineView } from '../view.ts'

/** Any answer, row by row. */
export const tableView = defineView({
  title: 'Table',
  needs: { time: 'possible', dimensions: {}, metrics: {} },
  options: z.object({}),
  state: { apart: true },
  size: { least: { w: 4, h: 3 }, usual: { w: 12, h: 8 } },
})

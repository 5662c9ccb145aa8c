import { z } from 'zod'
import { defineView } from '../view.ts'

/** A square for each day, weeks side by side as in a calendar: the stronger the colour, the larger. Other periods stand in rows. */
export const dayGridView = defineView({
  title: 'Days of a calendar',
  needs: { time: 'needed', dimensions: { most: 0 }, metrics: { least: 1, most: 1 } },
  options: z.object({}),
  size: { least: { w: 6, h: 5 }, usual: { w: 12, h: 6 } },
})

import { z } from 'zod'
import { defineView } from '../view.ts'

/** A metric by country, on a map of the world: the stronger the colour, the larger. Further metrics stand in the tooltip. */
export const mapView = defineView({
  title: 'Map',
  needs: { time: 'never', dimensions: { least: 1, most: 1 }, metrics: { least: 1 } },
  options: z.object({}),
  size: { least: { w: 8, h: 6 }, usual: { w: 14, h: 9 }, phone: { moreRows: 2 } },
})

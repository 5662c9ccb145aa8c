import { z } from 'zod'
import { defineView } from '../view.ts'

/** The view of one panel alone, drawn by a component under `panels` of its plugin's web door. */
export const customView = defineView({
  title: 'Own drawing',
  needs: { time: 'possible', dimensions: {}, metrics: {} },
  options: z.looseObject({ custom: z.unknown().optional() }).transform(({ custom }) => custom),
  size: { least: { w: 1, h: 1 }, usual: { w: 12, h: 8 } },
  empty: 'drawn',
})

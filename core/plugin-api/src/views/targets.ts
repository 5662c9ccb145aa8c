import { z } from 'zod'
import { defineView } from '../view.ts'

/** Values against their targets. */
export const targetsView = defineView({
  title: 'Targets',
  needs: { time: 'never', dimensions: {}, metrics: { least: 1 } },
  options: z.object({}),
  state: { apart: true },
  // why: on a phone names stand above their bars
  size: { least: { w: 6, h: 3 }, usual: { w: 12, h: 9 }, phone: { moreRows: 1 } },
})

import { z } from 'zod'
import { defineView } from '../view.ts'

/** What happened, a line each, the latest first: the first dimension says with whom, the second what, a third of which kind. */
export const feedView = defineView({
  title: 'Activity feed',
  needs: { time: 'needed', dimensions: { least: 1, most: 3 }, metrics: { least: 1, most: 1 } },
  options: z.object({}),
  state: { sparse: true },
  size: { least: { w: 6, h: 4 }, usual: { w: 10, h: 9 } },
})

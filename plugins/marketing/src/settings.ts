import { z } from 'zod'

const days = z.int().min(1).max(365)

/** Rules that companies set otherwise. They hold for the whole past: figures are reckoned by the rules of now. */
export const settings = z.object({
  qualifyDays: days.default(30).meta({
    title: 'Time to qualify',
    description: 'A lead counts as converted when it is qualified by marketing (MQL) within so many days.',
    rule: 'qualified within {value} days',
    units: 'days',
  }),
  acceptDays: days.default(60).meta({
    title: 'Time until sales accepts',
    description: 'A qualified lead counts as converted when sales accepts it (SQL) within so many days.',
    rule: 'accepted within {value} days',
    units: 'days',
  }),
  engagedSeconds: z.int().min(1).max(600).default(10).meta({
    title: 'Engaged visits',
    description: 'A visit is engaged when it lasts longer, has two page views, or a key event. Others bounce.',
    rule: 'engaged: over {value} s, 2 pages or a key event',
    units: 'seconds',
  }),
})

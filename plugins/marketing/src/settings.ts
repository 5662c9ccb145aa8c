import { z } from 'zod'
import { attributionModels, keysOf } from './choices.ts'

const days = z.int().min(1).max(365)

/** Rules that companies set otherwise. They hold for the whole past: figures are reckoned by the rules of now. */
export const settings = z.object({
  attributionModel: z
    .enum(keysOf(attributionModels))
    .default('linear')
    .meta({
      title: 'Attribution',
      description: 'How the revenue of a won deal is shared among the touches before it.',
      rule: {
        first: 'all to the first touch',
        last: 'all to the last touch',
        last_non_direct: 'all to the last touch that is not direct',
        linear: 'shared alike among touches',
        u_shaped: 'first and last touch 40 % each',
        w_shaped: 'first touch, that of the lead and that of the deal 30 % each',
        time_decay: 'touches count half as much each 7 days back',
      },
    }),
  attributionDays: days.default(90).meta({
    title: 'Time that is looked back on',
    description: 'Touches count that are at most so many days older than the moment the deal was won.',
    rule: 'touches of the {value} days before',
    units: 'days',
  }),
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

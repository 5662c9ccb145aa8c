import { z } from 'zod'

const list = (number: string) => new RegExp(`^(\\s*[^,%]*[^,%\\s]\\s+${number}\\s*(,|$))+$`)

/** Rules that companies set otherwise. They hold for the whole past: figures are reckoned by the rules of now. */
export const settings = z.object({
  stageProbabilities: z
    .string()
    .max(500)
    .regex(list('(100|\\d{1,2}(\\.\\d{1,2})?)%'), 'write stages from first to last, as: discovery 25%, proposal 50%')
    .default('qualification 10%, discovery 25%, proposal 50%, negotiation 75%')
    .meta({
      title: 'Stages',
      description:
        'From the first to the last, by the name they have in the rows, each with how likely a deal in it is won.',
      rule: '{value}',
    }),
  rotDays: z
    .string()
    .max(500)
    .regex(list('\\d{1,3}'), 'write stages with days, as: discovery 21, proposal 30')
    .default('qualification 21, discovery 30, proposal 30, negotiation 21')
    .meta({
      title: 'Stalled after',
      description:
        'Days after which an open deal in a stage is stalled. In a stage that is not named, twice as long as won deals were in it in the median.',
      rule: 'stalled after days: {value}',
    }),
  quotaPeriod: z
    .enum(['month', 'quarter', 'year'])
    .default('quarter')
    .meta({
      title: 'Quota period',
      description:
        'Over which time attainment and coverage are reckoned. Quarters and years are those of the fiscal year.',
      rule: { month: 'quota by month', quarter: 'quota by quarter', year: 'quota by year' },
    }),
  quotaCounts: z
    .enum(['without_renewals', 'all'])
    .default('without_renewals')
    .meta({
      title: 'What counts for the quota',
      description: 'Whether won renewals count as bookings, and open ones as pipeline that may become such.',
      rule: { without_renewals: 'without renewals', all: 'with renewals' },
    }),
  winRateOf: z
    .enum(['closed', 'qualified'])
    .default('closed')
    .meta({
      title: 'Win rate of',
      description: 'All deals that were closed, or only those that left their first stage before they were lost.',
      rule: { closed: 'of all closed deals', qualified: 'of deals that left their first stage' },
    }),
})

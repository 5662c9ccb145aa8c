import { secret } from '@tessera/plugin-api'
import { z } from 'zod'

/** Rules that companies set otherwise. They hold for the whole past: figures are reckoned by the rules of now. */
export const settings = z.object({
  pastDueRule: z
    .enum(['counts', 'does_not_count'])
    .default('counts')
    .meta({
      title: 'Overdue subscriptions',
      description: 'Whether MRR holds subscriptions whose payment is overdue. Unpaid ones never count.',
      rule: { counts: 'overdue counts', does_not_count: 'overdue does not count' },
    }),
  discountRule: z
    .enum(['forever', 'all', 'none'])
    .default('forever')
    .meta({
      title: 'Discounts',
      description:
        'Which discounts lower MRR: those for ever, those for some time too, or none. One on a single invoice never does.',
      rule: {
        forever: 'less lasting discounts',
        all: 'less all discounts',
        none: 'before discounts',
      },
    }),
  churnRecognition: z
    .enum(['term_end', 'cancellation'])
    .default('term_end')
    .meta({
      title: 'When a customer is lost',
      description: 'At the end of the time that is paid for, or as soon as the subscription is cancelled.',
      rule: { term_end: 'churn at the end of the term', cancellation: 'churn on cancelling' },
    }),
  churnFormula: z
    .enum(['standard', 'with_new'])
    .default('standard')
    .meta({
      title: 'Formula of customer churn',
      description:
        'Standard: lost customers who were there at the start, over those at the start. With new: all lost customers, over those at the start and those who came.',
      rule: { standard: 'of those at the start', with_new: 'of those at the start and new ones' },
    }),
  grossMargin: z.number().gt(0).max(1).default(0.8).meta({
    title: 'Gross margin',
    description: 'Part of the revenue that is left after the costs of the service, for the lifetime value.',
    rule: 'gross margin {value}',
  }),
  activationDays: z.int().min(1).max(365).default(14).meta({
    title: 'Time for activation',
    description: 'A new user is activated when all steps are done within so many days.',
    rule: 'activated within {value} days',
    units: 'days',
  }),
  checkMinutes: z.int().min(1).max(1440).default(30).meta({
    title: 'A health check counts for',
    description: 'Until the next check of its service, and no longer than this; then nothing is known.',
    rule: 'a check counts for {value} minutes',
    units: 'minutes',
  }),
  stripeSigningSecret: secret({
    title: 'Signing secret of Stripe',
    description: 'It begins with whsec_ and signs what Stripe sends here.',
  }),
})

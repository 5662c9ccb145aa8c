import { webhook } from '@tessera/plugin-api'

/** What other systems send. */
export const webhooks = {
  stripe: webhook({
    title: 'Stripe',
    description:
      'Enter it in Stripe under Developers, Webhooks, for customer.subscription.* and invoice.* events, and its signing secret under Settings here.',
  }),
} as const

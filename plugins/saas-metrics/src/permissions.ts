import { permission } from '@tessera/plugin-api'

/** What one may do with subscriptions, usage and checks. */
export const permissions = {
  record: permission({
    title: 'Record subscriptions and usage',
    description:
      'Add and change subscriptions, invoices, usage, errors, checks and activations, over REST and from files.',
    roles: ['editor', 'admin'],
  }),
} as const

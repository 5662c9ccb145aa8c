import { permission } from '@tessera/plugin-api'

/** What one may do with the tables of marketing. */
export const permissions = {
  record: permission({
    title: 'Record marketing data',
    description:
      'Add and change campaigns, spend, leads, visits and all other rows of marketing, over REST and from files.',
    roles: ['editor', 'admin'],
  }),
} as const

import { permission } from '@tessera/plugin-api'

/** What one may do with tickets and answers. */
export const permissions = {
  record: permission({
    title: 'Record tickets and answers',
    description: 'Add and change tickets and answers to surveys, one by one, over REST and from files.',
    roles: ['editor', 'admin'],
  }),
} as const

import { permission } from '@tessera/plugin-api'

/** What one may do with customers. */
export const permissions = {
  record: permission({
    title: 'Record what is done with customers',
    description: 'Add and change customers, engagements, goals, signals and all else, over REST and from files.',
    roles: ['editor', 'admin'],
  }),
} as const

import { permission } from '@tessera/plugin-api'

/** What one may do with deals and quotas. */
export const permissions = {
  record: permission({
    title: 'Record deals, activities and quotas',
    description: 'Add and change sales people, deals, their stages, activities and quotas, over REST and from files.',
    roles: ['editor', 'admin'],
  }),
} as const

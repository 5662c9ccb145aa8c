import { definePlugin, permission } from '@tessera/plugin-api'

/** What each team is to sell in a year, and who may say so. */
export const plugin = definePlugin({
  id: 'quotas',
  title: 'Quotas',
  description: 'What each team is to sell in a year.',
  permissions: {
    edit_quota: permission({
      title: 'Edit quotas',
      description: 'Set and change what a team is to sell in a year.',
      roles: ['editor', 'admin'],
    }),
  },
})

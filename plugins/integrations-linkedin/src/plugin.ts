import { definePlugin } from '@tessera/plugin-api'
import { providers } from '@tessera/plugin-integrations/extend'

/** LinkedIn as a provider of the integrations plugin. */
export const plugin = definePlugin({
  id: 'integrations-linkedin',
  title: 'Integrations: LinkedIn',
  description: 'LinkedIn profile and pages, planned: accounts can be connected, chats cannot use them yet.',
  requires: { integrations: '^0.1.0' },
  contributes: [
    providers.contribute('linkedin', {
      title: 'LinkedIn',
      color: '#0e8f9c',
      kind: 'oauth_app',
      sortOrder: 40,
      services: [
        { key: 'linkedin_profile', title: 'LinkedIn Profile', planned: true },
        { key: 'linkedin_pages', title: 'LinkedIn Pages', planned: true },
      ],
    }),
  ],
})

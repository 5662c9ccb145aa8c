import { definePlugin } from '@tessera/plugin-api'
import { providers } from '@tessera/plugin-integrations/extend'

/** Microsoft as a provider of the integrations plugin. */
export const plugin = definePlugin({
  id: 'integrations-microsoft',
  title: 'Integrations: Microsoft',
  description: 'Outlook, OneDrive, Outlook Calendar and Teams.',
  requires: { integrations: '^0.1.0' },
  contributes: [
    providers.contribute('microsoft', {
      title: 'Microsoft',
      color: '#5c9a0a',
      kind: 'oauth_app',
      sortOrder: 20,
      services: [
        { key: 'outlook', title: 'Outlook' },
        { key: 'onedrive', title: 'OneDrive' },
        { key: 'outlook_calendar', title: 'Outlook Calendar', planned: true },
        { key: 'teams', title: 'Microsoft Teams', planned: true },
      ],
    }),
  ],
})

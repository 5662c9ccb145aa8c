import { definePlugin } from '@tessera/plugin-api'
import { providers } from '@tessera/plugin-integrations/extend'

/** Google as a provider of the integrations plugin. */
export const plugin = definePlugin({
  id: 'integrations-google',
  title: 'Integrations: Google',
  description: 'Gmail, Google Calendar and Google Drive.',
  requires: { integrations: '^0.1.0' },
  contributes: [
    providers.contribute('google', {
      title: 'Google',
      color: '#4285f4',
      kind: 'oauth_app',
      sortOrder: 10,
      services: [
        { key: 'gmail', title: 'Gmail' },
        { key: 'google_calendar', title: 'Google Calendar' },
        { key: 'google_drive', title: 'Google Drive' },
      ],
    }),
  ],
})

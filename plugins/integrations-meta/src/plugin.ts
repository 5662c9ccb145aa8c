import { definePlugin } from '@tessera/plugin-api'
import { providers } from '@tessera/plugin-integrations/extend'

/** Meta as a provider of the integrations plugin. */
export const plugin = definePlugin({
  id: 'integrations-meta',
  title: 'Integrations: Meta',
  description: 'Facebook and Instagram, both planned: accounts can be connected, chats cannot use them yet.',
  requires: { integrations: '^0.1.0' },
  contributes: [
    providers.contribute('meta', {
      title: 'Meta',
      color: '#c13584',
      kind: 'oauth_app',
      sortOrder: 30,
      services: [
        { key: 'facebook', title: 'Facebook', planned: true },
        { key: 'instagram', title: 'Instagram', planned: true },
      ],
    }),
  ],
})

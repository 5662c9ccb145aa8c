import { event } from '@tessera/plugin-api'

/** Events of the plugin, in words and with an example. */
export const events = {
  web_page_viewed: event({
    title: 'Page of the website viewed',
    description: 'a page that somebody opened, within a visit',
    example: { visit: 'v-7f3', page: '/pricing', channel: 'organic_search', device: 'desktop' },
  }),
  web_page_left: event({
    title: 'Page of the website left',
    description: 'how long a page was looked at',
    example: { visit: 'v-7f3', engaged_seconds: 42 },
  }),
  web_key_event: event({
    title: 'Key event of the website',
    description: 'what visits are wished to lead to, as a form that was sent',
    example: { visit: 'v-7f3', name: 'demo_requested' },
  }),
} as const

import { definePlugin } from '@tessera/plugin-api'
import { dashboards } from './dashboards.ts'
import { dimensions } from './dimensions.ts'
import { events } from './events.ts'
import { providers } from './extend.ts'
import { metrics } from './metrics.ts'
import { panels } from './panels.ts'

/** Third-party integrations: who connects them, who fails at it, who uses them, who leaves. */
export const plugin = definePlugin({
  id: 'integrations',
  title: 'Integrations',
  domain: 'integrations',
  icon: 'plug',
  description: 'How people connect third-party accounts, use them in chats and keep them.',
  dimensions,
  metrics,
  panels,
  dashboards,
  events,
  extensionPoints: [providers],
})

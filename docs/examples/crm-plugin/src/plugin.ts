import { definePlugin, event } from '@tessera/plugin-api'
import { planners, sources } from '@tessera/plugin-quotas/extend'

/** A plugin that knows a CRM: what is in its pipeline, where deals come from, and what each team may sell. */
export const plugin = definePlugin({
  id: 'crm',
  title: 'CRM',
  description: 'Deals that are still open in the CRM.',
  domain: 'sales',
  requires: { quotas: '^0.1.0' },
  events: {
    crm_deal_opened: event({
      title: 'Deal opened',
      description: 'a deal that a team may win',
      example: { team: 'North', amount: 1500 },
    }),
  },
  contributes: [
    sources.contribute('crm', { title: 'Our CRM' }),
    planners.contribute('crm', { title: 'Pipeline of our CRM' }),
  ],
})

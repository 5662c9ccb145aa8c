import { accounts, fact } from '@tessera/plugin-api/server'
import type { CreditRow, JourneyRow, TouchRow } from '../rows.ts'

const dimensions = { platform: 'platform', channel: 'channel', campaign: 'campaign' } as const
const joins = [{ entity: accounts, on: 'account_id' }] as const

/** Contacts of leads with marketing. */
export const touches = fact<TouchRow>({
  name: 'touch',
  table: 'marketing.named_touches',
  key: ['touchpoint_id'],
  time: { column: 'occurred_at', type: 'instant' },
  dimensions,
  joins,
  drill: [{ column: 'lead_id', title: 'Lead' }],
})

/** What touches of won deals are credited, dated by the moment the deal was won. */
export const credits = fact<CreditRow>({
  name: 'attribution_credit',
  table: 'marketing.attribution_credits',
  key: ['opportunity_id', 'touchpoint_id'],
  time: { column: 'closed_at', type: 'instant' },
  dimensions,
  joins,
  drill: [
    { column: 'account_id', title: 'Account' },
    { column: 'occurred_at', title: 'Touched' },
    { column: 'credit', title: 'Credit', type: 'number' },
    { column: 'revenue', title: 'Revenue', type: 'number' },
  ],
})

/** Won deals that touches are known of. */
export const journeys = fact<JourneyRow>({
  name: 'deal_journey',
  table: 'marketing.deal_journeys',
  key: ['opportunity_id'],
  time: { column: 'closed_at', type: 'instant' },
  where: (eb) => eb('touches', '>', 0),
  joins,
  drill: [
    { column: 'account_id', title: 'Account' },
    { column: 'touches', title: 'Touches', type: 'number' },
    { column: 'amount', title: 'Amount', type: 'number' },
  ],
})

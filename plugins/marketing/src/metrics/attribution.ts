import { metric } from '@tessera/plugin-api'
import { byCampaign } from '../dimensions.ts'

const credited = {
  unit: 'money',
  direction: 'up',
  tier: 2,
  dimensions: [...byCampaign, 'core.segment', 'core.region'],
  owner: 'Marketing',
  rules: ['attributionModel', 'attributionDays'],
} as const
const journey = {
  unit: 'count',
  direction: 'neutral',
  tier: 3,
  dimensions: ['core.segment', 'core.region'],
  owner: 'Marketing',
  rules: ['attributionDays'],
} as const

/** Which touches won deals go back to. */
export const attributionMetrics = {
  touchpoints: metric({
    title: 'Touchpoints',
    description: 'Contacts of leads with marketing in the period, as clicks, forms and events.',
    unit: 'count',
    direction: 'up',
    tier: 3,
    dimensions: byCampaign,
    owner: 'Marketing',
  }),
  attributed_revenue: metric({
    ...credited,
    title: 'Attributed revenue',
    description:
      'Amounts of the deals won in the period, shared among the touches before them. What no touch is known of has no channel, so all channels together are what was won.',
    tier: 1,
  }),
  attributed_deals: metric({
    ...credited,
    title: 'Attributed deals',
    description: 'Deals won in the period, shared among the touches before them. The credits of each deal sum to one.',
    unit: 'count',
  }),
  attribution_share: metric({
    ...credited,
    title: 'Share of attributed revenue',
    description: 'Part of the revenue won in the period that the touches are credited.',
    unit: 'ratio',
    direction: 'neutral',
  }),
  paid_attributed_revenue: metric({
    ...credited,
    title: 'Revenue of paid touches',
    description: 'Of the attributed revenue, what touches of campaigns that run on a platform are credited.',
  }),
  overall_roi: metric({
    ...credited,
    title: 'ROI',
    description:
      'Return on spend: revenue credited to campaigns of platforms in the period, less what all campaigns spent in it, over that spend.',
    unit: 'ratio',
    tier: 1,
    dimensions: byCampaign,
    target: { gt: 1 },
  }),
  roas: metric({
    ...credited,
    title: 'ROAS',
    description: 'Revenue credited to campaigns of platforms in the period over what campaigns spent in it.',
    unit: 'multiple',
    dimensions: byCampaign,
  }),
  avg_touchpoints_to_conversion: metric({
    ...journey,
    title: 'Touches to conversion',
    description:
      'Touches before a deal was won, on the average of the deals won in the period of which any touch is known.',
  }),
  median_touchpoints_to_conversion: metric({
    ...journey,
    title: 'Touches to conversion, median',
    description: 'The same for the deal in the middle: half of the deals needed no more touches.',
  }),
} as const

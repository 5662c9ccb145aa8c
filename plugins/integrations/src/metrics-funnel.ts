import { metric } from '@tessera/plugin-api'
import { byProvider, owner } from './breakdowns.ts'

const within = 'Steps are taken in order, within 30 days of the first view; by provider, all steps are of the same one.'

/** Metrics of the funnel: viewed → connect clicked → OAuth complete → used in chat, counted in users. */
export const funnelMetrics = {
  funnel_viewed: metric({
    title: 'Viewed',
    description: 'Users who viewed an integration in the period: the first step of the integration funnel.',
    unit: 'count',
    direction: 'up',
    tier: 2,
    dimensions: byProvider,
    owner,
  }),
  funnel_clicked: metric({
    title: 'Connect clicked',
    description: `Users who viewed an integration in the period and then clicked connect. ${within}`,
    unit: 'count',
    direction: 'up',
    tier: 2,
    dimensions: byProvider,
    owner,
  }),
  funnel_completed: metric({
    title: 'OAuth complete',
    description: `Users who viewed, clicked connect and then completed OAuth, whether for the first time or again. ${within}`,
    unit: 'count',
    direction: 'up',
    tier: 2,
    dimensions: byProvider,
    owner,
  }),
  funnel_used: metric({
    title: 'Used in chat',
    description: `Users who went through all steps and used the integration in a chat after connecting it. ${within}`,
    unit: 'count',
    direction: 'up',
    tier: 2,
    dimensions: byProvider,
    owner,
  }),
  connect_click_rate: metric({
    title: 'Connect click rate',
    description: `Of users who viewed an integration in the period, the part that then clicked connect. ${within}`,
    unit: 'ratio',
    direction: 'up',
    tier: 2,
    dimensions: byProvider,
    owner,
  }),
  connection_rate: metric({
    title: 'Connection rate',
    description: `Of users who viewed an integration in the period, the part that then completed OAuth. ${within}`,
    unit: 'ratio',
    direction: 'up',
    tier: 1,
    target: { gt: 0.35 },
    dimensions: byProvider,
    owner,
  }),
  oauth_success_rate: metric({
    title: 'OAuth success rate',
    description: `Of users who viewed and clicked connect, the part that then completed OAuth. Abandoned clicks count against it; the rate per attempt leaves them out. ${within}`,
    unit: 'ratio',
    direction: 'up',
    tier: 1,
    target: { gt: 0.75 },
    dimensions: byProvider,
    owner,
  }),
  usage_rate: metric({
    title: 'Usage rate',
    description: `Of users who viewed, clicked and completed OAuth, the part that then used the integration in a chat. Users connected earlier who did not pass through the funnel are left out. ${within}`,
    unit: 'ratio',
    direction: 'up',
    tier: 1,
    target: { gt: 0.5 },
    dimensions: byProvider,
    owner,
  }),
} as const

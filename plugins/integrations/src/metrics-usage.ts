import { metric } from '@tessera/plugin-api'
import { byProvider, owner, people } from './breakdowns.ts'

/** Metrics of use in chats. */
export const usageMetrics = {
  integration_chat_share: metric({
    title: 'Usage in chat',
    description:
      'Of chats started in the period by users who were connected at that moment, the part in which an integration was used. Chats of users without a connection are left out. Not by provider: a chat without use belongs to none.',
    unit: 'ratio',
    direction: 'up',
    tier: 2,
    dimensions: people,
    owner,
  }),
  integration_chats: metric({
    title: 'Chats with an integration',
    description:
      'Chats started in the period in which an integration was used at least once, under the provider that was used first.',
    unit: 'count',
    direction: 'up',
    tier: 3,
    dimensions: byProvider,
    owner,
  }),
  connected_user_usage_rate: metric({
    title: 'Connected users who use',
    description:
      'Of users with an open connection at the end of the period, the part that used that provider in a chat within the period, whenever they connected.',
    unit: 'ratio',
    direction: 'up',
    tier: 3,
    dimensions: byProvider,
    owner,
  }),
  service_usage: metric({
    title: 'Service uses',
    description: 'Times a chat used a service of an integration in the period. Each use counts, also within one chat.',
    unit: 'count',
    direction: 'up',
    tier: 2,
    dimensions: [...byProvider, 'service', 'action_type'],
    owner,
  }),
  service_share: metric({
    title: 'Share of uses',
    description: 'Part of all uses in chats in the answer that falls on each group. Counts uses, not users or chats.',
    unit: 'ratio',
    direction: 'neutral',
    tier: 2,
    dimensions: [...byProvider, 'service', 'action_type'],
    owner,
  }),
} as const

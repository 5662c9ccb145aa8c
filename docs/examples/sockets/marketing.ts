import { definePlugin, dimension, metric } from '@tessera/plugin-api'

/** A plugin that knows what a rate of opened mails means, and leaves it to others to know the mails. */
export const marketing = definePlugin({
  id: 'marketing',
  title: 'Marketing',
  domain: 'marketing',
  dimensions: { campaign: dimension({ title: 'Campaign' }) },
  metrics: {
    email_open_rate: metric({
      title: 'E-mail open rate',
      description: 'Part of the delivered mails that somebody opened.',
      unit: 'ratio',
      direction: 'up',
      tier: 2,
      dimensions: ['campaign'],
      status: 'needs-source',
    }),
  },
})

import { definePlugin, dimension, segment } from '@tessera/plugin-api'

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  dimensions: { kind: dimension({ title: 'Kind' }) },
  segments: {
    large: segment({
      title: 'Large',
      description: 'L.',
      filter: { and: [{ member: 'kind', operator: 'set' }, { not: { member: 'knid', operator: 'set' } }] },
    }),
  },
})

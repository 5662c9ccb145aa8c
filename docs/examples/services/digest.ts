import { definePlugin, job, metric } from '@tessera/plugin-api'
import { count, defineServer, fact, type EventRow } from '@tessera/plugin-api/server'

export const plugin = definePlugin({
  id: 'digest',
  title: 'Digest',
  description: 'Says each morning how many events came.',
  metrics: {
    events: metric({
      title: 'Events',
      description: 'All events.',
      unit: 'count',
      direction: 'up',
      tier: 3,
    }),
  },
  jobs: {
    morning: job({ title: 'Morning digest', per: 'tenant', schedule: { cron: '0 7 * * *' }, timeout: '1m' }),
  },
})

const events = fact<EventRow>({
  name: 'event',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
})

export const server = defineServer(plugin, {
  metrics: { events: count(events) },
  jobs: {
    morning: async ({ query, clock, log }) => {
      const yesterday = { range: { last: 1, unit: 'day', offset: 1 } } as const
      const { rows } = await query({ metrics: [{ id: 'digest.events' }], time: yesterday })
      const [[seen] = []] = rows
      if (seen === 0) log.warn({ since: clock.now() }, 'no events came yesterday')
      else log.info({ seen }, 'events came yesterday')
    },
  },
})

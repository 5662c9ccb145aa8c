import { metric } from '@tessera/plugin-api'
import { byTicket } from '../dimensions.ts'

const hours = { unit: 'hours', direction: 'down', dimensions: byTicket, owner: 'Support' } as const
const counted = 'Calendar hours, nights and weekends included.'

/** How long customers wait. */
export const timeMetrics = {
  avg_resolution_time: metric({
    ...hours,
    title: 'Mean resolution time',
    description: `Mean time from the creation of a ticket to its last resolution, of tickets resolved in the period. ${counted}`,
    tier: 1,
    target: { lt: 24 },
    minSample: 30,
  }),
  median_resolution_time: metric({
    ...hours,
    title: 'Median resolution time',
    description: `Half of the tickets resolved in the period took no longer from creation to last resolution. ${counted}`,
    tier: 2,
  }),
  p90_resolution_time: metric({
    ...hours,
    title: 'Resolution time, 90th percentile',
    description: `Nine of ten tickets resolved in the period took no longer from creation to last resolution. ${counted}`,
    tier: 2,
  }),
  median_first_resolution_time: metric({
    ...hours,
    title: 'Median first resolution time',
    description: `Half of the tickets first resolved in the period took no longer to their first resolution, which was not the last one where a ticket was opened again. ${counted}`,
    tier: 3,
  }),
  median_first_response_time: metric({
    ...hours,
    title: 'Median first response time',
    description: `Half of the tickets first answered in the period waited no longer for that answer. ${counted}`,
    tier: 2,
  }),
} as const

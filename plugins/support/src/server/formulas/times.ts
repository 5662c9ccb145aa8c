import { avg, percentile } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { answeredTickets, firstResolvedTickets, resolvedTickets } from '../facts.ts'

/** Calendar hours from the creation of a ticket to one of its times. */
const hoursTo = (column: 'first_response_at' | 'first_done_at' | 'resolved_at') => () =>
  sql`extract(epoch from ${sql.ref(column)} - created_at) / 3600`

const resolution = hoursTo('resolved_at')

/** How long customers wait. */
export const timeFormulas = {
  avg_resolution_time: avg(resolvedTickets, resolution),
  median_resolution_time: percentile(resolvedTickets, resolution, { fraction: 0.5 }),
  p90_resolution_time: percentile(resolvedTickets, resolution, { fraction: 0.9 }),
  median_first_resolution_time: percentile(firstResolvedTickets, hoursTo('first_done_at'), { fraction: 0.5 }),
  median_first_response_time: percentile(answeredTickets, hoursTo('first_response_at'), { fraction: 0.5 }),
} as const

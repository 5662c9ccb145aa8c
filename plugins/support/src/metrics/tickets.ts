import { metric } from '@tessera/plugin-api'
import { byTicket } from '../dimensions.ts'

const owner = 'Support'
const down = { unit: 'count', direction: 'down', dimensions: byTicket, owner } as const

/** How many tickets there are, come and go. */
export const ticketMetrics = {
  new_tickets: metric({
    ...down,
    title: 'New tickets',
    description: 'Tickets created in the period, whatever became of them.',
    tier: 1,
  }),
  resolved_tickets: metric({
    ...down,
    title: 'Resolved tickets',
    description:
      'Tickets whose last resolution lies in the period, whenever they were created. A ticket opened again counts once, when it is resolved for good.',
    direction: 'up',
    tier: 1,
  }),
  open_tickets: metric({
    ...down,
    title: 'Open tickets',
    description:
      'Tickets at the end of the period that are created and not resolved. One that was opened again is open from its creation to its last resolution.',
    tier: 1,
  }),
  aged_tickets: metric({
    ...down,
    title: 'Aged tickets',
    description: 'Open tickets at the end of the period that were created longer ago than the rule says.',
    rules: ['agedAfterDays'],
    tier: 2,
  }),
  backlog_change: metric({
    ...down,
    title: 'Backlog change',
    description: 'New tickets less resolved tickets: by how much the backlog of open tickets grew in the period.',
    tier: 2,
  }),
  ticket_share: metric({
    ...down,
    title: 'Share of new tickets',
    description: 'Part of all new tickets in the answer that falls on each group, over every breakdown at once.',
    unit: 'ratio',
    direction: 'neutral',
    tier: 2,
  }),
  support_tickets_30d: metric({
    ...down,
    title: 'Tickets of 30 days',
    description: 'Tickets created in the 30 days before the end of the period.',
    tier: 2,
  }),
  ticket_resolution_rate: metric({
    ...down,
    title: 'Ticket resolution rate',
    description: 'Of tickets created in the period, the part whose last resolution lies before the end of the range.',
    unit: 'ratio',
    direction: 'up',
    tier: 2,
    target: { gte: 0.9 },
    minSample: 30,
  }),
  reopen_rate: metric({
    ...down,
    title: 'Reopen rate',
    description: 'Of tickets resolved in the period, the part that was opened again at least once before.',
    unit: 'ratio',
    tier: 2,
    minSample: 30,
  }),
  escalated_tickets: metric({
    ...down,
    title: 'Escalated tickets',
    description: 'Tickets created in the period that were escalated, then or later.',
    tier: 3,
  }),
} as const

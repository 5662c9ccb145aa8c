import { count, derived, ratio, ref, rolling, setting, share, snapshot, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { plugin } from '../../plugin.ts'
import { resolvedTickets, tickets } from '../facts.ts'
import type { TicketRow } from '../rows.ts'

const aged: On<TicketRow, SqlBool> = (_, bounds) =>
  sql`created_at < ${bounds.to} - make_interval(hours => (24 * ${setting(plugin, 'agedAfterDays', bounds)})::int)`

const resolvedByThen: On<TicketRow, SqlBool> = (eb, { to }) => eb('resolved_at', '<', to)

/** How many tickets there are, come and go. */
export const ticketFormulas = {
  new_tickets: count(tickets),
  resolved_tickets: count(resolvedTickets),
  open_tickets: snapshot(tickets, 'count'),
  aged_tickets: snapshot(tickets, 'count', { where: aged }),
  backlog_change: derived(
    { created: count(tickets), resolved: count(resolvedTickets) },
    (n) => sql<number>`${n.created} - ${n.resolved}`,
  ),
  ticket_share: share(ref('new_tickets')),
  support_tickets_30d: rolling(count(tickets), { last: 30, unit: 'day' }),
  ticket_resolution_rate: ratio(count(tickets, { where: resolvedByThen }), count(tickets)),
  reopen_rate: ratio(count(resolvedTickets, { where: (eb) => eb('reopened_count', '>', 0) }), count(resolvedTickets)),
  escalated_tickets: count(tickets, { where: (eb) => eb('escalated', '=', true) }),
} as const

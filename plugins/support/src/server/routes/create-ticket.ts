import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { categories, keysOf, priorities } from '../../choices.ts'
import { supportErrors } from '../errors.ts'
import { at, customer, keptCustomer, ownId, procedure } from './procedure.ts'

/** Opens a ticket. */
export const createTicket = procedure
  .needs('record')
  .meta({ openapi: { method: 'POST', path: '/api/support/tickets', summary: 'Open a ticket' } })
  .input(
    z.object({
      ticketId: ownId,
      ...customer,
      subject: z.string().max(500).optional(),
      priority: z.enum(keysOf(priorities)).default('medium'),
      category: z.enum(keysOf(categories)).optional(),
      team: z.string().min(1).max(100).optional(),
      assignee: z.string().min(1).max(100).optional(),
      at,
    }),
  )
  .output(z.object({ ticketId: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { ticketId = randomUUID(), subject, priority, category, team, assignee } = input
    const { userId, accountId } = keptCustomer(input)
    const { numAffectedRows = 0n } = await ctx.transaction((db) =>
      sql`
        insert into support.tickets
          (tenant_id, ticket_id, user_id, account_id, subject, status, priority, category, team, assignee, created_at)
        values (${ctx.tenant.id}, ${ticketId}, ${userId}, ${accountId}, ${subject ?? null}, 'open', ${priority},
          ${category ?? null}, ${team ?? null}, ${assignee ?? null}, ${input.at ?? ctx.clock.now()})
        on conflict (tenant_id, ticket_id) do nothing`.execute(db),
    )
    if (numAffectedRows === 0n) throw supportErrors('ticket_exists', { ticketId })
    return { ticketId }
  })

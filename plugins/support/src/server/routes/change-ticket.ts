import { sql } from 'kysely'
import { z } from 'zod'
import { categories, keysOf, priorities, statuses } from '../../choices.ts'
import { supportErrors } from '../errors.ts'
import { at, procedure } from './procedure.ts'

const answer = z.object({
  ticketId: z.string(),
  status: z.enum(keysOf(statuses)),
  reopenedCount: z.int(),
  resolvedAt: z.iso.datetime().nullable(),
})

interface Changed {
  readonly status: z.infer<typeof answer>['status']
  readonly reopened_count: number
  readonly resolved_at: Date | null
}

/** Changes a ticket. Its first answer, its resolutions and how often it was opened again follow from its status. */
export const changeTicket = procedure
  .needs('record')
  .meta({ openapi: { method: 'PATCH', path: '/api/support/tickets/{ticketId}', summary: 'Change a ticket' } })
  .input(
    z.object({
      ticketId: z.string().min(1).max(200),
      status: z.enum(keysOf(statuses)).optional(),
      priority: z.enum(keysOf(priorities)).optional(),
      category: z.enum(keysOf(categories)).optional(),
      team: z.string().min(1).max(100).optional(),
      assignee: z.string().min(1).max(100).optional(),
      escalated: z.boolean().optional(),
      /** The support has answered; the first time counts. */
      answered: z.boolean().optional(),
      at,
    }),
  )
  .output(answer)
  .mutation(async ({ ctx, input }) => {
    const { ticketId, status, priority, category, team, assignee, escalated, answered } = input
    const moment = input.at ?? ctx.clock.now().toISOString()
    const given = (value: unknown, type: 'text' | 'boolean') => sql`${value ?? null}::${sql.raw(type)}`
    const changed = await ctx.transaction(async (db) => {
      const { rows: known } = await sql<{ created_at: Date }>`
        select created_at from support.tickets where tenant_id = ${ctx.tenant.id} and ticket_id = ${ticketId} for update`.execute(
        db,
      )
      const createdAt = known[0]?.created_at
      if (!createdAt) throw supportErrors('ticket_unknown', { ticketId })
      if (Date.parse(moment) < createdAt.getTime())
        throw supportErrors('moment_too_early', { at: moment, createdAt: createdAt.toISOString() })
      const { rows } = await sql<Changed>`
        with next as (select coalesce(${given(status, 'text')}, status) as status,
          coalesce(${given(status, 'text')}, status) in ('resolved', 'closed') as is_done
          from support.tickets where tenant_id = ${ctx.tenant.id} and ticket_id = ${ticketId})
        update support.tickets as t set
          status = next.status,
          priority = coalesce(${given(priority, 'text')}, priority),
          category = coalesce(${given(category, 'text')}, category),
          team = coalesce(${given(team, 'text')}, team),
          assignee = coalesce(${given(assignee, 'text')}, assignee),
          escalated = coalesce(${given(escalated, 'boolean')}, escalated),
          first_response_at = case when ${answered ?? false}
            then coalesce(first_response_at, ${moment}::timestamptz) else first_response_at end,
          first_resolved_at = case when is_done then coalesce(first_resolved_at, ${moment}::timestamptz) else first_resolved_at end,
          resolved_at = case when is_done then coalesce(resolved_at, ${moment}::timestamptz) end,
          reopened_count = reopened_count + case when not is_done and resolved_at is not null then 1 else 0 end
        from next
        where t.tenant_id = ${ctx.tenant.id} and t.ticket_id = ${ticketId}
        returning t.status, reopened_count, resolved_at`.execute(db)
      return rows[0]
    })
    if (!changed) throw supportErrors('ticket_unknown', { ticketId })
    const { status: now, reopened_count: reopenedCount, resolved_at } = changed
    return { ticketId, status: now, reopenedCount, resolvedAt: resolved_at?.toISOString() ?? null }
  })

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { activations, health, keysOf } from '../../choices.ts'
import { saasErrors } from '../errors.ts'
import { at, kept, metadata, ownId, procedure, whose } from './procedure.ts'

const name = z.string().min(1).max(200)

/** Records that a user has done a step of activation; the first time counts. */
export const activation = procedure
  .needs('record')
  .meta({ openapi: { method: 'POST', path: '/api/saas-metrics/activations', summary: 'Record a step of activation' } })
  .input(z.object({ userId: name, activationType: z.enum(keysOf(activations)), at, metadata }))
  .output(z.object({ isNew: z.boolean() }))
  .mutation(async ({ ctx, input }) => {
    const { numAffectedRows = 0n } = await ctx.transaction((db) =>
      sql`
        insert into saas_metrics.user_activations (tenant_id, user_id, activation_type, completed_at, metadata)
        values (${ctx.tenant.id}, ${kept(input).userId}, ${input.activationType}, ${input.at ?? ctx.clock.now()},
          ${input.metadata ? JSON.stringify(input.metadata) : null}::jsonb)
        on conflict (tenant_id, user_id, activation_type) do nothing`.execute(db),
    )
    return { isNew: numAffectedRows > 0n }
  })

/** Records what a check of a service found; one of the same moment stays as it was. */
export const healthCheck = procedure
  .needs('record')
  .meta({ openapi: { method: 'POST', path: '/api/saas-metrics/health-checks', summary: 'Record a health check' } })
  .input(
    z.object({
      serviceName: z.string().min(1).max(100),
      status: z.enum(keysOf(health)),
      responseTimeMs: z.number().min(0).max(86_400_000).optional(),
      at,
    }),
  )
  .output(z.object({ isNew: z.boolean() }))
  .mutation(async ({ ctx, input }) => {
    const { serviceName, status, responseTimeMs = null } = input
    const { numAffectedRows = 0n } = await ctx.transaction((db) =>
      sql`
        insert into saas_metrics.health_checks (tenant_id, service_name, checked_at, status, response_time_ms)
        values (${ctx.tenant.id}, ${serviceName}, ${input.at ?? ctx.clock.now()}, ${status}, ${responseTimeMs})
        on conflict (tenant_id, service_name, checked_at) do nothing`.execute(db),
    )
    return { isNew: numAffectedRows > 0n }
  })

/** Records a session with an agent: its begin, and again with the same id its end. */
export const agentSession = procedure
  .needs('record')
  .meta({ openapi: { method: 'POST', path: '/api/saas-metrics/agent-sessions', summary: 'Record an agent session' } })
  .input(
    z.object({
      sessionId: ownId,
      ...whose,
      agentId: name.optional(),
      startedAt: at,
      endedAt: at,
      messagesCount: z.int().min(0).max(1_000_000).optional(),
      status: z.string().min(1).max(60).optional(),
    }),
  )
  .output(z.object({ sessionId: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { sessionId = randomUUID(), agentId = null, startedAt, endedAt = null, messagesCount = null } = input
    const { userId, accountId } = kept(input)
    const begin = startedAt ?? (endedAt === null ? ctx.clock.now().toISOString() : undefined)
    const { rows } = await ctx.transaction((db) =>
      sql`
        insert into saas_metrics.agent_sessions as known
          (tenant_id, session_id, user_id, account_id, agent_id, started_at, ended_at, messages_count, status)
        select ${ctx.tenant.id}, ${sessionId}, ${userId}::uuid, ${accountId}::uuid, ${agentId}, started, ${endedAt}::timestamptz,
          ${messagesCount}::int, ${input.status ?? null}
        from (select coalesce(${begin ?? null}::timestamptz, (select started_at from saas_metrics.agent_sessions
          where tenant_id = ${ctx.tenant.id} and session_id = ${sessionId})) as started) as given
        where started is not null and (${endedAt}::timestamptz is null or ${endedAt}::timestamptz >= started)
        on conflict (tenant_id, session_id) do update set
          user_id = coalesce(excluded.user_id, known.user_id), account_id = coalesce(excluded.account_id, known.account_id),
          agent_id = coalesce(excluded.agent_id, known.agent_id), started_at = least(known.started_at, excluded.started_at),
          ended_at = coalesce(excluded.ended_at, known.ended_at),
          messages_count = coalesce(excluded.messages_count, known.messages_count),
          status = coalesce(excluded.status, known.status)
        returning session_id`.execute(db),
    )
    if (rows.length === 0) throw saasErrors('session_without_begin', { sessionId })
    return { sessionId }
  })

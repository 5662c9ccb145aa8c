import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { keysOf, severities } from '../../choices.ts'
import { at, kept, ownId, procedure, whose } from './procedure.ts'

const endpoint = z.string().min(1).max(300)
const stored = z.object({ stored: z.int().describe('how many were not there yet') })

/** Records requests to the API, up to 1,000 at once; those whose id is known stay as they were. */
export const usage = procedure
  .needs('record')
  .meta({
    body: 'document',
    openapi: { method: 'POST', path: '/api/saas-metrics/usage', summary: 'Record requests to the API' },
  })
  .input(
    z.object({
      rows: z
        .array(
          z.object({
            logId: ownId,
            ...whose,
            endpoint,
            method: z.string().min(1).max(10).default('GET'),
            statusCode: z.int().min(100).max(599),
            responseTimeMs: z.number().min(0).max(86_400_000).optional(),
            requests: z.int().min(1).max(1_000_000).default(1),
            at,
          }),
        )
        .min(1)
        .max(1000),
    }),
  )
  .output(stored)
  .mutation(async ({ ctx, input }) => {
    const rows = input.rows.map((row) => ({
      log_id: row.logId ?? randomUUID(),
      occurred_at: row.at ?? ctx.clock.now().toISOString(),
      user_id: kept(row).userId,
      account_id: kept(row).accountId,
      endpoint: row.endpoint,
      method: row.method,
      status_code: row.statusCode,
      response_time_ms: row.responseTimeMs ?? null,
      requests: row.requests,
    }))
    const { numAffectedRows = 0n } = await ctx.transaction((db) =>
      sql`
        insert into saas_metrics.usage_logs (tenant_id, log_id, occurred_at, user_id, account_id, endpoint, method,
          status_code, response_time_ms, requests)
        select ${ctx.tenant.id}, log_id, occurred_at, user_id, account_id, endpoint, method, status_code, response_time_ms,
          requests
        from jsonb_populate_recordset(null::saas_metrics.usage_logs, ${JSON.stringify(rows)}::jsonb)
        on conflict (tenant_id, log_id) do nothing`.execute(db),
    )
    return { stored: Number(numAffectedRows) }
  })

/** Records errors of the service, up to 1,000 at once; those whose id is known stay as they were. */
export const errors = procedure
  .needs('record')
  .meta({
    body: 'document',
    openapi: { method: 'POST', path: '/api/saas-metrics/errors', summary: 'Record errors of the service' },
  })
  .input(
    z.object({
      rows: z
        .array(
          z.object({
            errorId: ownId,
            ...whose,
            errorType: z.string().min(1).max(200),
            errorMessage: z.string().max(2000).optional(),
            endpoint: endpoint.optional(),
            severity: z.enum(keysOf(severities)).default('error'),
            at,
          }),
        )
        .min(1)
        .max(1000),
    }),
  )
  .output(stored)
  .mutation(async ({ ctx, input }) => {
    const rows = input.rows.map((row) => ({
      error_id: row.errorId ?? randomUUID(),
      occurred_at: row.at ?? ctx.clock.now().toISOString(),
      user_id: kept(row).userId,
      account_id: kept(row).accountId,
      error_type: row.errorType,
      error_message: row.errorMessage ?? null,
      endpoint: row.endpoint ?? null,
      severity: row.severity,
    }))
    const { numAffectedRows = 0n } = await ctx.transaction((db) =>
      sql`
        insert into saas_metrics.error_logs (tenant_id, error_id, occurred_at, user_id, account_id, error_type, error_message,
          endpoint, severity)
        select ${ctx.tenant.id}, error_id, occurred_at, user_id, account_id, error_type, error_message, endpoint, severity
        from jsonb_populate_recordset(null::saas_metrics.error_logs, ${JSON.stringify(rows)}::jsonb)
        on conflict (tenant_id, error_id) do nothing`.execute(db),
    )
    return { stored: Number(numAffectedRows) }
  })

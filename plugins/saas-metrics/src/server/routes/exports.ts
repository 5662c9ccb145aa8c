import { fileAnswer, type TenantServices } from '@tessera/plugin-api/server'
import { csvText } from '@tessera/plugin-api/wire'
import { sql } from 'kysely'
import { z } from 'zod'
import { saasErrors } from '../errors.ts'
import { procedure } from './procedure.ts'

const most = 50_000
const input = z.object({
  format: z.enum(['csv', 'json']).default('csv'),
  days: z.coerce.number().int().min(1).max(366).default(30),
})

const tables = {
  usage: {
    table: 'usage_logs',
    time: 'occurred_at',
    key: 'log_id',
    columns: [
      'occurred_at',
      'user_id',
      'account_id',
      'endpoint',
      'method',
      'status_code',
      'response_time_ms',
      'requests',
    ],
  },
  'agent-sessions': {
    table: 'agent_sessions',
    time: 'started_at',
    key: 'session_id',
    columns: ['session_id', 'user_id', 'account_id', 'agent_id', 'started_at', 'ended_at', 'messages_count', 'status'],
  },
} as const

const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : (value ?? null))

function cellOf(value: unknown): string {
  const text = plain(value)
  return typeof text === 'string' ? csvText(text) : String(text ?? '')
}

async function fileOf(
  { tenant, clock, transaction }: Pick<TenantServices, 'tenant' | 'clock' | 'transaction'>,
  name: keyof typeof tables,
  { format, days }: z.infer<typeof input>,
) {
  const { table, time, key, columns } = tables[name]
  const { rows } = await transaction((db) =>
    sql<Record<string, unknown>>`
      with today as (select date_trunc('day', ${clock.now()}::timestamptz at time zone ${tenant.timeZone}) as start)
      select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(`saas_metrics.${table}`)}, today
      where tenant_id = ${tenant.id} and ${sql.ref(time)} < today.start at time zone ${tenant.timeZone}
        and ${sql.ref(time)} >= (today.start - make_interval(days => ${days}::int)) at time zone ${tenant.timeZone}
      order by ${sql.ref(time)}, ${sql.ref(key)} limit ${most + 1}`.execute(db),
  )
  if (rows.length > most) throw saasErrors('export_too_large', { days, most })
  const file = `${name}-${days}-days.${format}`
  if (format === 'json') {
    const listed = rows.map((row) => Object.fromEntries(columns.map((column) => [column, plain(row[column])])))
    return { name: file, type: 'application/json', text: JSON.stringify(listed) }
  }
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => cellOf(row[column])).join(','))]
  return { name: file, type: 'text/csv', text: `${lines.join('\r\n')}\r\n` }
}

/** Requests to the API of so many complete days, as a file. */
export const exportUsage = procedure
  .needs('records:read')
  .meta({
    file: true,
    openapi: { method: 'GET', path: '/api/analytics/export/usage', summary: 'Export requests to the API' },
  })
  .input(input)
  .output(fileAnswer)
  .query(({ ctx, input: asked }) => fileOf(ctx, 'usage', asked))

/** Sessions with agents of so many complete days, as a file. */
export const exportAgentSessions = procedure
  .needs('records:read')
  .meta({
    file: true,
    openapi: { method: 'GET', path: '/api/analytics/export/agent-sessions', summary: 'Export agent sessions' },
  })
  .input(input)
  .output(fileAnswer)
  .query(({ ctx, input: asked }) => fileOf(ctx, 'agent-sessions', asked))

import { sql, type Kysely } from 'kysely'
import { queueName } from './job-data.ts'
import type { JobRun, RunState } from './defined-job.ts'

interface Row {
  readonly id: string
  readonly job: string
  readonly tenant_id: string | null
  readonly state: string
  readonly retry_count: number
  readonly created_on: Date
  readonly start_after: Date
  readonly started_on: Date | null
  readonly completed_on: Date | null
  readonly output: { readonly message?: string; readonly value?: { readonly message?: string } } | null
  readonly share: number | null
  readonly note: string | null
}

/** Which runs to list, the latest first. */
export interface RunFilter {
  readonly job?: string
  /** Runs of this tenant alone. */
  readonly tenantId?: string
  readonly id?: string
  /** 50 when left out, 500 at most. */
  readonly limit?: number
}

const states: Readonly<Record<string, RunState>> = {
  created: 'waiting',
  retry: 'retrying',
  active: 'running',
  completed: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
}

function runOf(row: Row): JobRun {
  const hasBegun = row.started_on !== null
  const hasFailed = row.state === 'failed' || row.state === 'retry' || row.state === 'active'
  return {
    id: row.id,
    job: row.job,
    tenantId: row.tenant_id,
    state: states[row.state] ?? 'waiting',
    attempts: hasBegun ? row.retry_count + 1 : 0,
    createdAt: row.created_on.toISOString(),
    dueAt: row.start_after.toISOString(),
    startedAt: row.started_on?.toISOString() ?? null,
    endedAt: row.completed_on?.toISOString() ?? null,
    progress: row.share,
    note: row.note,
    error: hasFailed ? (row.output?.message ?? row.output?.value?.message ?? null) : null,
  }
}

/** Runs of jobs, waiting and running ones included, the latest first. */
export async function listRuns(db: Kysely<never>, filter: RunFilter): Promise<JobRun[]> {
  const { job, tenantId, id, limit = 50 } = filter
  const conditions = [
    sql`j.name = ${queueName}`,
    ...(job === undefined ? [] : [sql`j.data ->> 'job' = ${job}`]),
    ...(tenantId === undefined ? [] : [sql`j.data ->> 'tenantId' = ${tenantId}`]),
    ...(id === undefined ? [] : [sql`j.id = ${id}::uuid`]),
  ]
  const { rows } = await sql<Row>`
    select j.id, j.data ->> 'job' as job, j.data ->> 'tenantId' as tenant_id, j.state::text, j.retry_count, j.created_on,
      j.start_after, j.started_on, j.completed_on, j.output, p.share, p.note
    from jobs.job j left join job_runs.run_progress p on p.run_id = j.id
    where ${sql.join(conditions, sql` and `)}
    order by j.created_on desc, j.id desc
    limit ${Math.min(500, Math.max(1, limit))}`.execute(db)
  return rows.map(runOf)
}

/** Id of the run of a job that began last and is not over; null when none is running. */
export async function runningNow(
  db: Kysely<never>,
  { job, tenantId }: { readonly job: string; readonly tenantId: string },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from jobs.job where name = ${queueName} and state = 'active' and data ->> 'job' = ${job} and data ->> 'tenantId' = ${tenantId}
    order by started_on desc, id limit 1`.execute(db)
  return rows[0]?.id ?? null
}

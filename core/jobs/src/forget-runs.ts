import { sql, type Kysely } from 'kysely'
import { queueName } from './job-data.ts'

/** Deletes the runs of a tenant, waiting and over, with what they were given; those that run now go on. Of the owner. */
export async function forgetRuns(db: Kysely<never>, tenantId: string): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('jobs.job') is not null as there`.execute(db)
  // why: an installation without jobs has no queue
  if (!rows[0]?.there) return
  await sql`
    delete from jobs.job where name = ${queueName} and data->>'tenantId' = ${tenantId} and state <> 'active'`.execute(
    db,
  )
}

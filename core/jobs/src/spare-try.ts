import { sql, type Kysely } from 'kysely'
import { queueName, waitsSeconds } from './job-data.ts'

const daySeconds = 86_400

/**
 * Takes a try for none: a server that does not know the job took it, while others are older, newer, or have the plugin running. A job
 * that nobody has known for a day after it was due is gone.
 */
export async function spareTry(db: Kysely<never>, run: string): Promise<void> {
  await sql`
    update jobs.job set retry_limit = retry_limit + 1
    where name = ${queueName} and id = ${run}::uuid
      and keep_until > now() + make_interval(secs => ${waitsSeconds - daySeconds})`.execute(db)
}

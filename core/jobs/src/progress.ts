import { sql, type Kysely } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { storedText } from './stored-text.ts'

/** Schema and table of what runs tell of themselves. */
export const progressMigrations: Readonly<Record<string, Migration>> = {
  '0001-progress': {
    up: async (db) => {
      await sql`create table run_progress (
        run_id uuid primary key, share real not null, note text, told_at timestamptz not null default now())`.execute(
        db,
      )
    },
  },
}

/** Keeps what a run tells; the latest counts. What was told of runs that are no longer kept goes, a few each time. */
export async function noteProgress(
  db: Kysely<never>,
  run: { readonly id: string; readonly share: number; readonly note: string | null },
): Promise<void> {
  // why: none of nothing is no number, and no reason to fail
  const share = Math.min(1, Math.max(0, run.share || 0))
  const note = run.note === null ? null : storedText(run.note, 500)
  await sql`
    with gone as (
      delete from job_runs.run_progress where run_id in (
        select run_id from job_runs.run_progress where told_at < now() - interval '45 days' order by told_at limit 20))
    insert into job_runs.run_progress (run_id, share, note) values (${run.id}::uuid, ${share}, ${note})
    on conflict (run_id) do update set share = excluded.share, note = excluded.note, told_at = now()`.execute(db)
}

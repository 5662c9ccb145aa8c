import type { RecordCounts } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import type { Notes } from '../notes.ts'
import { mostTouched } from './bounds.ts'
import type { ImportPlace } from './import-place.ts'

/** What a part did. */
interface PartDone {
  readonly id: string
  /** Of the keys of all its rows. */
  readonly digests: readonly string[]
  readonly lines: readonly number[]
  /** Null where the import is too large to be undone. */
  readonly notes: Notes | null
  readonly counts: RecordCounts
}

/** Notes what a part touched, and the keys of all its rows, in the transaction that wrote them. */
export async function noteRows(db: Kysely<never>, { tenantId }: ImportPlace, part: PartDone): Promise<void> {
  const { id, digests, lines, notes, counts } = part
  const { inserted, updated, unchanged } = counts
  if (notes && inserted + updated > 0) {
    await sql`
      insert into core.import_rows (tenant_id, import_id, key_digest, line, key, before, after)
      select ${tenantId}::uuid, ${id}::uuid, (left_as ->> 0)::uuid, coalesce(sent.line, 0), left_as -> 1, was -> 2, (left_as ->> 2)::uuid
      from (select jsonb_array_elements(${notes.added}::jsonb || ${notes.after}::jsonb) as left_as) touched
      left join (select jsonb_array_elements(${notes.before}::jsonb) as was) changed on was ->> 0 = left_as ->> 0
      left join unnest(${digests}::uuid[], ${lines}::int[]) as sent (digest, line) on sent.digest = (left_as ->> 0)::uuid
      on conflict (tenant_id, import_id, key_digest) do update set key = excluded.key, after = excluded.after,
        before = case when import_rows.key is null then excluded.before else import_rows.before end`.execute(db)
  }
  // why: those that were touched stand there already
  if (!notes || inserted + updated < digests.length)
    await sql`
    insert into core.import_rows (tenant_id, import_id, key_digest, line)
    select ${tenantId}::uuid, ${id}::uuid, digest, line from unnest(${digests}::uuid[], ${lines}::int[]) as sent (digest, line)
    on conflict (tenant_id, import_id, key_digest) do nothing`.execute(db)
  await sql`
    update core.imports set inserted = inserted + ${inserted}, updated = updated + ${updated}, unchanged = unchanged + ${unchanged},
      forgotten = forgotten or inserted + updated + ${inserted + updated} > ${mostTouched}
    where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid`.execute(db)
}

/** Counts the lines that were refused, each once however often its part is sent: they stand among the keys until the import ends. */
export async function noteRefused(
  db: Kysely<never>,
  { tenantId }: ImportPlace,
  { id, lines }: Pick<PartDone, 'id' | 'lines'>,
): Promise<void> {
  const { rows } = await sql`
    insert into core.import_rows (tenant_id, import_id, key_digest, line)
    select ${tenantId}::uuid, ${id}::uuid, md5('refused in line ' || line)::uuid, line from unnest(${lines}::int[]) as sent (line)
    on conflict (tenant_id, import_id, key_digest) do nothing returning line`.execute(db)
  if (rows.length === 0) return
  await sql`update core.imports set refused = refused + ${rows.length}
    where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid`.execute(db)
}

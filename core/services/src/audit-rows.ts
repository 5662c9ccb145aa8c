import { sql, type Kysely } from 'kysely'
import type { AuditEntry, AuditPage, ActorKind } from '@tessera/plugin-api/wire'
import type { Actor } from './caller.ts'
import { serviceErrors } from './errors.ts'

/** Something to be recorded. */
export interface NewEntry {
  readonly tenantId: string
  readonly actor: Actor
  readonly plugin: string | null
  readonly action: string
  readonly subject: string | null
  readonly details: Readonly<Record<string, unknown>>
}

/** Writes an entry, as the owner or in a transaction of its tenant. */
export async function writeEntry(db: Kysely<never>, entry: NewEntry): Promise<void> {
  const { tenantId, actor, plugin, action, subject, details } = entry
  await sql`
    insert into core.audit
      (tenant_id, at, entry_id, actor_kind, actor_id, actor_name, plugin_id, action, subject, details)
    values (${tenantId}::uuid, date_trunc('milliseconds', clock_timestamp()), ${crypto.randomUUID()}::uuid,
      ${actor.kind}, ${actor.id}, ${actor.name ?? null}, ${plugin}, ${action}, ${subject},
      ${JSON.stringify(details)}::jsonb)`.execute(db)
}

/** Which entries are asked for. */
export interface AuditFilter {
  readonly tenantId: string
  readonly plugin?: string | undefined
  /** `next` of the page before. */
  readonly before?: string | undefined
  readonly limit: number
}

interface Row {
  readonly entry_id: string
  readonly at: Date
  readonly actor_kind: ActorKind
  readonly actor_id: string | null
  readonly actor_name: string | null
  readonly plugin_id: string | null
  readonly action: string
  readonly subject: string | null
  readonly details: Readonly<Record<string, unknown>>
}

const cursorForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Whether there is such a day, to JavaScript and PostgreSQL alike. */
const isInstant = (at: string) =>
  !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at && !at.startsWith('0000')

function entryOf(row: Row): AuditEntry {
  return {
    id: row.entry_id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    plugin: row.plugin_id,
    action: row.action,
    subject: row.subject,
    details: row.details,
  }
}

/** A page of the record of a tenant, newest first. Refuses with `audit_cursor_invalid`. */
export async function listAudit(
  db: Kysely<never>,
  { tenantId, plugin, before, limit }: AuditFilter,
): Promise<AuditPage> {
  const [, at, id] = before === undefined ? [] : (cursorForm.exec(before) ?? [])
  if (before !== undefined && (at === undefined || !isInstant(at))) {
    throw serviceErrors('audit_cursor_invalid', {})
  }
  const { rows } = await sql<Row>`
    select entry_id, at, actor_kind, actor_id, actor_name, plugin_id, action, subject, details
    from core.audit
    where tenant_id = ${tenantId}::uuid
      ${plugin === undefined ? sql`` : sql`and plugin_id = ${plugin}`}
      ${at === undefined ? sql`` : sql`and (at, entry_id) < (${at}::timestamptz, ${id}::uuid)`}
    order by at desc, entry_id desc limit ${limit + 1}`.execute(db)
  const entries = rows.slice(0, limit).map(entryOf)
  const last = entries.at(-1)
  return { entries, next: rows.length > limit && last ? `${last.at}_${last.id}` : null }
}

import { schemaOf } from '@tessera/registry'
import { sql } from 'kysely'
import type { TestTenant } from '../host/test-tenants.ts'
import { keyTenant } from './check-existing.ts'
import { finding, reasonOf, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

/** Events a tenant was filled with, and what went wrong. */
export interface Seeded {
  readonly events: readonly unknown[]
  readonly findings: readonly Finding[]
}

/**
 * Fills a tenant with the events given, or with the demo. Both tenants get the same story, ids included: a join that forgets
 * the tenant then finds rows twice.
 */
export async function seed(subject: Subject, tenant: TestTenant): Promise<Seeded> {
  const { host, events, a } = subject
  try {
    await keyTenant(subject, tenant)
    if (!events) return { events: await host.demo({ ...a, id: tenant.id }), findings: [] }
    const given = events(tenant)
    const { rejected } = await host.ingest(tenant, given)
    await sql`analyze`.execute(host.database.maintenance)
    const [first] = rejected
    const wrong = first ? [finding('events_rejected', { count: rejected.length, reason: first.reason })] : []
    return { events: given, findings: wrong }
  } catch (error) {
    return { events: [], findings: [finding('seeding_failed', { tenant: tenant.slug, reason: reasonOf(error) })] }
  }
}

/** What the door of events keeps for itself: marks of changes, and how far plugins have read. */
const bookkeeping = ['data_changes', 'event_logs', 'bookmarks', 'projection_backlog']

/** One line for each table of core and the plugins that changes when a row does. */
async function fingerprints({ host }: Subject): Promise<ReadonlyMap<string, string>> {
  const schemas = ['core', ...host.registry.order.map(schemaOf)]
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${schemas}) and c.relkind = 'r'
      and not (n.nspname = 'core' and c.relname = any(${bookkeeping})) order by 1, 2`.execute(host.database.owner)
  const prints = new Map<string, string>()
  for (const { schema, name } of tables) {
    const { rows } = await sql<{ print: string }>`
      select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as print
      from ${sql.table(`${schema}.${name}`)} as t`.execute(host.database.owner)
    prints.set(`${schema}.${name}`, rows[0]?.print ?? '')
  }
  return prints
}

/** Posting the same events again, last first, changes no row of any table. */
export async function checkAgain(subject: Subject, events: readonly unknown[]): Promise<Finding[]> {
  const before = await fingerprints(subject)
  try {
    const { accepted } = await subject.host.ingest(subject.a, events.toReversed())
    const after = await fingerprints(subject)
    const changed = [...after].filter(([table, print]) => before.get(table) !== print)
    return [
      ...(accepted > 0 ? [finding('again_accepted', { count: accepted })] : []),
      ...changed.map(([table]) => finding('again_changed', { table })),
    ]
  } catch (error) {
    return [finding('again_failed', { reason: reasonOf(error) })]
  }
}

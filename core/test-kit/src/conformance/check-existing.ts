import { schemaOf } from '@tessera/registry'
import { setTenantKey } from '@tessera/tenancy'
import { sql } from 'kysely'
import type { TestTenant } from '../host/test-tenants.ts'
import { finding, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

interface ExistingView {
  readonly view: string
  readonly table: string
  readonly system: string
}

type Host = Subject['host']

/** Tells a tenant's keys in the systems whose tables are read; null takes them back. */
export async function keyTenant({ host, existing, a }: Subject, tenant: TestTenant, give = true): Promise<void> {
  for (const [system, keys] of Object.entries(existing?.keys ?? {})) {
    const key = give ? keys[tenant.id === a.id ? 0 : 1] : null
    await setTenantKey(host.database, { tenant: tenant.slug, system, key })
  }
}

/** Views over tables of other systems show each tenant rows of its own key, nobody anything without a key, and the tables to nobody. */
export async function checkExisting(subject: Subject): Promise<Finding[]> {
  const { host, plugin, a, b } = subject
  const { rows: views } = await sql<ExistingView>`
    select view_name as view, table_name as "table", system from core.existing_tables
    where split_part(view_name, '.', 1) = ${schemaOf(plugin.id)} order by 1`.execute(host.database.owner)
  const found: Finding[] = []
  for (const { view, table } of views) {
    const all = await countOf(host, table)
    const [first, second] = [await seenBy(host, a, view), await seenBy(host, b, view)]
    await keyTenant(subject, a, false)
    const without = await seenBy(host, a, view)
    await keyTenant(subject, a)
    if (without.rows > 0 || [first, second, without].some(({ foreign }) => foreign > 0))
      found.push(finding('existing_leaks', { view, table }))
    if (first.rows === 0 || second.rows === 0 || first.rows + second.rows >= all)
      found.push(finding('existing_unfilled', { view, table }))
    if (await isOpen(subject, table)) found.push(finding('existing_open', { table }))
  }
  return found
}

async function countOf({ database }: Host, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(database.owner)
  return rows[0]?.n ?? 0
}

/** As the plugin in a transaction of the tenant: how many rows there are, and how many of another tenant. */
async function seenBy({ database }: Host, tenant: TestTenant, view: string) {
  const { rows } = await database.tenantTransaction(
    tenant.id,
    (db) =>
      sql<{ rows: number; foreign: number }>`
        select count(*)::int as rows, (count(*) filter (where tenant_id is distinct from ${tenant.id}::uuid))::int as foreign
        from ${sql.table(view)}`.execute(db),
    { readOnly: true },
  )
  return rows[0] ?? { rows: 0, foreign: 0 }
}

/** Whether the plugin, or who answers questions, may read the table itself. */
async function isOpen({ host, plugin, a }: Subject, table: string): Promise<boolean> {
  for (const as of [{ readOnly: true }, { plugin: schemaOf(plugin.id) }] as const) {
    const read = host.database.tenantTransaction(
      a.id,
      (db) => sql`select 1 from ${sql.table(table)} limit 1`.execute(db),
      as,
    )
    const may = await read.then(
      () => true,
      () => false,
    )
    if (may) return true
  }
  return false
}

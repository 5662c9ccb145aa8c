import type { Database } from '@tessera/database'
import type { TenantContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** A tenant whose clock stands still. */
export type TestTenant = TenantContext & { readonly asOf: Date }

const asOf = new Date('2026-11-20T12:00:00Z')

/** Two tenants that differ in all that colours an answer: zone, currency, first day of the week. */
export const testTenants: readonly [TestTenant, TestTenant] = [
  {
    id: '0a000000-0000-4000-8000-00000000000a',
    slug: 'globex',
    name: 'Globex',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    weekStart: 1,
    asOf,
  },
  {
    id: '0b000000-0000-4000-8000-00000000000b',
    slug: 'acme',
    name: 'Acme',
    timeZone: 'America/New_York',
    currency: 'USD',
    weekStart: 7,
    asOf,
  },
]

/** Writes tenants, and the organizations of the same ids that their members belong to. */
export async function insertTenants(database: Database, tenants: readonly TestTenant[]): Promise<void> {
  for (const tenant of tenants) {
    await sql`
      insert into auth.organization (id, name, slug, "createdAt")
      values (${tenant.id}, ${tenant.name}, ${tenant.slug}, now())`.execute(database.owner)
    await sql`
      insert into core.tenants (tenant_id, slug, name, timezone, currency, week_start,
        fiscal_year_start_month, as_of_override)
      values (${tenant.id}, ${tenant.slug}, ${tenant.name}, ${tenant.timeZone}, ${tenant.currency}, ${tenant.weekStart},
        ${tenant.fiscalYearStartMonth ?? 1}, ${tenant.asOf})`.execute(database.owner)
  }
}

/** Sets the clock of a tenant; answers the tenant with it. */
export async function setClock(database: Database, tenant: TestTenant, now: Date): Promise<TestTenant> {
  await sql`update core.tenants set as_of_override = ${now} where tenant_id = ${tenant.id}::uuid`.execute(
    database.owner,
  )
  return { ...tenant, asOf: now }
}

import type { Database } from '@tessera/database'
import type { Role, TenantContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { type Auth, createUser, setMember } from '@tessera/identity'
import { createTenant, demoEmail, demoPeople, hasDemo, listTenants, markDemo } from '@tessera/tenancy'

/** A demo tenant: its clock stands at the midnight, in its own zone, of the day it was made. */
export type DemoTenant = TenantContext & { readonly asOf: Date }

const demoTenants = [
  { slug: 'acme', name: 'Acme', timeZone: 'America/New_York', currency: 'USD' },
  { slug: 'globex', name: 'Globex', timeZone: 'Europe/Berlin', currency: 'EUR' },
  { slug: 'initech', name: 'Initech', timeZone: 'UTC', currency: 'USD' },
] as const

function midnight(timeZone: string): Date {
  return new Date(Temporal.Now.zonedDateTimeISO(timeZone).startOfDay().epochMilliseconds)
}

const isDemo = (tenant: TenantContext): tenant is DemoTenant =>
  tenant.asOf !== null && demoTenants.some((demo) => demo.slug === tenant.slug)

/** Whether this database is for the demo: nobody uses it yet, or demo tenants are in it already. */
export async function wantsDemo(database: Database): Promise<boolean> {
  const tenants = await listTenants(database.owner)
  // why: a tenant whose clock was released is known by its mark, one whose making was interrupted has none yet
  return tenants.length === 0 || tenants.some(isDemo) || (await hasDemo(database.owner))
}

/** The demo tenants of this database, those too that have come to live in the present. */
export async function listMarkedTenants(owner: Database['owner']): Promise<TenantContext[]> {
  const { rows } = await sql<{ id: string }>`select id::text from auth.demo`.execute(owner)
  const marked = new Set(rows.map(({ id }) => id))
  return (await listTenants(owner)).filter(({ id }) => marked.has(id))
}

/** Puts the clock of a demo tenant back to the midnight, in its own zone, of this day. */
export async function stopClock(owner: Database['owner'], { id, timeZone }: TenantContext): Promise<void> {
  await sql`update core.tenants set as_of_override = ${midnight(timeZone)} where tenant_id = ${id}`.execute(owner)
}

async function ensurePerson(database: Database, auth: Auth, role: Role): Promise<string> {
  const email = demoEmail(role)
  const known = await sql<{ id: string }>`select id from auth."user" where email = ${email}`.execute(database.owner)
  return known.rows[0]?.id ?? createUser(auth, { email, name: demoPeople[role].name, password: null })
}

/** Creates what is missing of the demo tenants and people, and answers the tenants. */
export async function ensureDemoTenants(database: Database, auth: Auth): Promise<DemoTenant[]> {
  const known = new Set((await listTenants(database.owner)).map((tenant) => tenant.slug))
  for (const tenant of demoTenants) {
    if (!known.has(tenant.slug)) await createTenant(database, { ...tenant, asOf: midnight(tenant.timeZone) })
  }
  const tenants = (await listTenants(database.owner)).filter(isDemo)
  for (const role of ['viewer', 'editor', 'admin'] as const) {
    const userId = await ensurePerson(database, auth, role)
    for (const slug of demoPeople[role].tenants) {
      const tenant = tenants.find((one) => one.slug === slug)
      if (tenant) await setMember(database.owner, { tenantId: tenant.id, userId, role })
    }
  }
  await markDemo(database.owner, tenants)
  return tenants
}

import type { Database } from '@tessera/database'
import type { TenantContext } from '@tessera/plugin-api/server'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { tenancyErrors } from './errors.ts'

/** A row of `core.tenants` as the database returns it. */
export interface TenantRow {
  readonly tenant_id: string
  readonly slug: string
  readonly name: string
  readonly timezone: string
  readonly currency: string
  readonly week_start: number
  readonly fiscal_year_start_month: number
  readonly as_of_override: Date | null
}

/** Columns of `TenantRow`, of the table aliased `t`. */
export const tenantColumns: RawBuilder<unknown> = sql`
  t.tenant_id, t.slug, t.name, t.timezone, t.currency, t.week_start, t.fiscal_year_start_month, t.as_of_override`

/** The tenant as plugins and queries get it. */
export function tenantContext(row: TenantRow): TenantContext {
  // why: who is handed it must not be able to act in another one
  return Object.freeze({
    id: row.tenant_id,
    slug: row.slug,
    name: row.name,
    timeZone: row.timezone,
    currency: row.currency,
    weekStart: row.week_start,
    fiscalYearStartMonth: row.fiscal_year_start_month,
    asOf: row.as_of_override,
  })
}

/** All tenants, by slug. */
export async function listTenants(owner: Kysely<never>): Promise<TenantContext[]> {
  const { rows } = await sql<TenantRow>`select ${tenantColumns} from core.tenants t order by t.slug`.execute(owner)
  return rows.map(tenantContext)
}

/** The tenant with this id, null when there is none. */
export async function readTenant(owner: Kysely<never>, id: string): Promise<TenantContext | null> {
  const { rows } = await sql<TenantRow>`
    select ${tenantColumns} from core.tenants t where t.tenant_id = ${id}`.execute(owner)
  return rows[0] ? tenantContext(rows[0]) : null
}

/** The tenant with this slug or id. Refuses with `tenant_unknown`. */
export async function findTenant(owner: Kysely<never>, name: string): Promise<TenantContext> {
  const { rows } = await sql<TenantRow>`
    select ${tenantColumns} from core.tenants t where t.slug = ${name} or t.tenant_id::text = ${name}`.execute(owner)
  if (!rows[0]) throw tenancyErrors('tenant_unknown', { tenant: name })
  return tenantContext(rows[0])
}

const isTimeZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** What the slug of a tenant may be. */
export const slugForm = /^[a-z][a-z0-9-]{1,62}$/

/** What a new tenant needs. */
export const newTenantSchema = z.strictObject({
  slug: z.string().regex(slugForm, 'slugs are 2 to 63 lower-case letters, digits and hyphens'),
  name: z.string().min(1).max(200),
  timeZone: z.string().refine(isTimeZone, 'write an IANA time zone: Europe/Berlin').default('UTC'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'write an ISO 4217 code: USD')
    .default('USD'),
  weekStart: z.int().min(1).max(7).default(1),
  fiscalYearStartMonth: z.int().min(1).max(12).default(1),
  asOf: z.date().nullable().default(null),
})

export type NewTenant = z.input<typeof newTenantSchema>

/** Creates a tenant and its organization under one id, both or none. Refuses with `tenant_exists`, `tenant_invalid`. */
export async function createTenant(database: Database, input: NewTenant): Promise<TenantContext> {
  const parsed = newTenantSchema.safeParse(input)
  if (!parsed.success) {
    const reason = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
    throw tenancyErrors('tenant_invalid', { reason })
  }
  const { slug, name, timeZone, currency, weekStart, fiscalYearStartMonth, asOf } = parsed.data
  const id = crypto.randomUUID()
  await database.owner.transaction().execute(async (db) => {
    // why: the slug is unique here; `core.tenants` may only be unique by tenant
    const { numAffectedRows } = await sql`
      insert into auth.organization (id, name, slug, "createdAt") values (${id}, ${name}, ${slug}, now())
      on conflict (slug) do nothing`.execute(db)
    if (numAffectedRows === 0n) throw tenancyErrors('tenant_exists', { tenant: slug })
    await sql`
      insert into core.tenants (tenant_id, slug, name, timezone, currency, week_start, fiscal_year_start_month, as_of_override)
      values (${id}, ${slug}, ${name}, ${timeZone}, ${currency}, ${weekStart}, ${fiscalYearStartMonth},
        ${asOf})`.execute(db)
  })
  return { id, slug, name, timeZone, currency, weekStart, fiscalYearStartMonth, asOf }
}

import type { Database } from '@tessera/database'
import { sql, type Kysely } from 'kysely'
import { tenancyErrors } from './errors.ts'
import { findTenant } from './tenants.ts'

/** By which key another system in the same database knows a tenant. */
export interface TenantKey {
  readonly tenant: string
  readonly system: string
  readonly key: string
}

/** All keys, by system and tenant. */
export async function listTenantKeys(owner: Kysely<never>): Promise<readonly TenantKey[]> {
  const { rows } = await sql<TenantKey>`
    select t.slug as tenant, k.system, k.key from core.tenant_keys k join core.tenants t using (tenant_id)
    order by k.system, t.slug`.execute(owner)
  return rows
}

interface Type {
  readonly key_type: string
}

/** Refuses what the tables of a system cannot hold as a key. */
async function assertFits(db: Kysely<never>, system: string, key: string): Promise<void> {
  const { rows } = await sql<Type>`select distinct key_type from core.existing_tables where system = ${system}`.execute(
    db,
  )
  for (const { key_type: type } of rows) {
    await sql`select ${key}::text::${sql.raw(type)}`.execute(db).catch(() => {
      throw tenancyErrors('tenant_key_unfit', { system, key, type })
    })
  }
}

/**
 * Says by which key a system in the same database knows a tenant; null takes the key away. Its rows in views over tables of that system
 * follow at once. Refuses with `tenant_unknown`, `tenant_key_taken` and `tenant_key_unfit`.
 */
export async function setTenantKey(
  database: Database,
  { tenant, system, key }: { readonly tenant: string; readonly system: string; readonly key: string | null },
): Promise<void> {
  const { id } = await findTenant(database.owner, tenant)
  if (key === null) {
    await sql`delete from core.tenant_keys where tenant_id = ${id} and system = ${system}`.execute(database.owner)
  } else {
    await assertFits(database.owner, system, key)
    const { numAffectedRows = 0n } = await sql`
      insert into core.tenant_keys (tenant_id, system, key)
      select ${id}, ${system}, ${key} where not exists (
        select from core.tenant_keys where system = ${system} and key = ${key} and tenant_id <> ${id})
      on conflict (tenant_id, system) do update set key = excluded.key`.execute(database.owner)
    if (numAffectedRows === 0n) throw tenancyErrors('tenant_key_taken', { system, key })
  }
  await database.noteOwnerWrite(id)
}

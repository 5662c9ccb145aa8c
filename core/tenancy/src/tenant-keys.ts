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

interface Asked {
  readonly id: string
  readonly system: string
  readonly key: string
}

/** Refuses what the tables of a system cannot hold as a key, and what is to them the key of another tenant: a number is 7 and 07. */
async function assertFits(db: Kysely<never>, { id, system, key }: Asked): Promise<void> {
  const { rows } = await sql<Type>`select distinct key_type from core.existing_tables where system = ${system}`.execute(
    db,
  )
  for (const type of ['text', ...rows.map(({ key_type: held }) => held)]) {
    const held = sql.raw(type)
    await sql`select ${key}::text::${held}`.execute(db).catch(() => {
      throw tenancyErrors('tenant_key_unfit', { system, key, type })
    })
    const taken = await sql`
      select from core.tenant_keys
      where system = ${system} and tenant_id <> ${id}::uuid and key::${held} = ${key}::text::${held}`.execute(db)
    if (taken.rows.length > 0) throw tenancyErrors('tenant_key_taken', { system, key })
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
    await database.owner.transaction().execute(async (db) => {
      // why: whether a key is taken is judged over all that stand, so two who set keys must come one after the other
      await sql`lock table core.tenant_keys in share row exclusive mode`.execute(db)
      await assertFits(db, { id, system, key })
      await sql`
        insert into core.tenant_keys (tenant_id, system, key) values (${id}, ${system}, ${key})
        on conflict (tenant_id, system) do update set key = excluded.key`.execute(db)
    })
  }
  await database.noteOwnerWrite(id)
}

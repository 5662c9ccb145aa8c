import { sql, type Kysely } from 'kysely'

/**
 * Lets one transaction per tenant at a time rebuild connections, until it ends: of two that each store one half of a
 * connection, the later must see what the earlier stored. A row, not an advisory lock, so that it holds on every engine.
 */
export async function takeTurns(db: Kysely<never>, tenantId: string): Promise<void> {
  await sql`
    insert into integrations.projection_locks (tenant_id) values (${tenantId})
    on conflict (tenant_id) do update set taken = excluded.taken`.execute(db)
}

import { sql, type Kysely } from 'kysely'
import type { Pair } from './connections.ts'

/** Notes the latest use of each connection that was open when it was used. */
export async function markUses(
  db: Kysely<never>,
  tenantId: string,
  uses: readonly (Pair & { readonly at: string })[],
): Promise<void> {
  const users = uses.map((use) => use.userId)
  const providers = uses.map((use) => use.provider)
  const instants = uses.map((use) => use.at)
  await sql`
    update integrations.connections as held set last_used_at = greatest(held.last_used_at, latest.at)
    from (
      select c.connection_id, max(used.at) as at
      from unnest(${users}::uuid[], ${providers}::text[], ${instants}::timestamptz[]) as used (user_id, provider, at)
      join integrations.connections as c on c.tenant_id = ${tenantId} and c.user_id = used.user_id
        and c.provider = used.provider and c.connected_at <= used.at
        and (c.disconnected_at is null or c.disconnected_at > used.at)
      group by c.connection_id
    ) as latest
    where held.tenant_id = ${tenantId} and held.connection_id = latest.connection_id
      and held.last_used_at is distinct from greatest(held.last_used_at, latest.at)`.execute(db)
}

import type { EventInput } from '@tessera/plugin-api/wire'
import { sql, type Kysely } from 'kysely'

/**
 * A demo tenant's clock stands still at its first day, so that its figures stay. An event later than that is real use:
 * from then on the tenant lives in the present.
 */
export async function releaseDemoClock(
  db: Kysely<never>,
  tenantId: string,
  events: readonly EventInput[],
): Promise<void> {
  const latest = Math.max(...events.map((event) => Date.parse(event.timestamp)))
  await sql`
    update core.tenants set as_of_override = null
    where tenant_id = ${tenantId}::uuid and as_of_override < ${new Date(latest)}::timestamptz`.execute(db)
}

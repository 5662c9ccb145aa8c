import type { ResetContext } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Deletes the connections and chats of a tenant; both come from events alone. */
export async function reset({ db, tenantId }: ResetContext): Promise<void> {
  await sql`delete from integrations.connections where tenant_id = ${tenantId}`.execute(db)
  await sql`delete from integrations.chats where tenant_id = ${tenantId}`.execute(db)
}

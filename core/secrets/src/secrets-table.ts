import { sql, type Kysely } from 'kysely'

/** A row of `core.plugin_secrets`. */
export interface SecretRow {
  readonly tenant_id: string
  readonly plugin_id: string
  readonly name: string
  readonly key_id: string
  readonly sealed: Uint8Array
}

/** Rows that were not sealed with the given key, from a place on, in order. */
export async function rowsOfOtherKeys(owner: Kysely<never>, keyId: string): Promise<readonly SecretRow[]> {
  const { rows } = await sql<SecretRow>`
    select tenant_id, plugin_id, name, key_id, sealed from core.plugin_secrets
    where key_id <> ${keyId} order by tenant_id, plugin_id, name`.execute(owner)
  return rows
}

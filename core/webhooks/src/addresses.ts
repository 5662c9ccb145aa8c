import { createHash, randomBytes } from 'node:crypto'
import type { Vault } from '@tessera/secrets'
import { sql, type Kysely } from 'kysely'

/** Which webhook of which tenant an address belongs to. */
export interface WebhookPlace {
  readonly tenantId: string
  readonly plugin: string
  readonly name: string
}

const tokenBytes = 32
const form = /^[\w-]{43}$/
const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Name under which the token of an address lies sealed; no setting is called so. */
const sealedAs = (name: string) => `webhooks.${name}`

/** The place a token stands for; null for one that was never made, or made anew since. */
export async function placeOf(owner: Kysely<never>, token: string): Promise<WebhookPlace | null> {
  if (!form.test(token)) return null
  const { rows } = await sql<WebhookPlace>`
    select tenant_id as "tenantId", plugin_id as plugin, name from core.webhook_addresses
    where token_hash = ${hashOf(token)}::bytea`.execute(owner)
  return rows[0] ?? null
}

/** Makes a new token for a webhook; the one of before is worth nothing from now on. */
export async function renewToken(
  { owner, vault }: { readonly owner: Kysely<never>; readonly vault: Pick<Vault, 'keep'> },
  place: WebhookPlace,
  by: string | null,
): Promise<string> {
  const token = randomBytes(tokenBytes).toString('base64url')
  await owner.transaction().execute(async (db) => {
    await vault.keep(db, { ...place, name: sealedAs(place.name), value: token, by })
    await sql`
      insert into core.webhook_addresses (tenant_id, plugin_id, name, token_hash, made_at)
      values (${place.tenantId}::uuid, ${place.plugin}, ${place.name}, ${hashOf(token)}::bytea, now())
      on conflict (tenant_id, plugin_id, name) do update
      set token_hash = excluded.token_hash, made_at = excluded.made_at`.execute(db)
  })
  return token
}

/** The token of a webhook, null before one was made. */
export function tokenOf(vault: Pick<Vault, 'find'>, place: WebhookPlace): Promise<string | null> {
  return vault.find({ ...place, name: sealedAs(place.name) })
}

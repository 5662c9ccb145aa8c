import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { batchedRead, dataVersionColumn, type Database } from '@tessera/database'
import { sql, type Kysely } from 'kysely'
import { serverErrors } from '../errors.ts'
import type { KeyScope } from './rights.ts'
import { switchesColumn, type PluginSwitches } from './tenant-plugins.ts'
import { tenantColumns, type TenantRow } from './tenants.ts'

/** An API key as admins see it; the secret is shown once, when it is made. */
export interface ApiKeyInfo {
  readonly id: string
  readonly name: string
  /** Beginning of the key, `tsk_<prefix>`, to tell keys apart. */
  readonly start: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

const hash = (secret: string) => createHash('sha256').update(secret).digest()
const form = /^tsk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/
const lastUseStep = 60_000

export interface NewKey {
  readonly tenantId: string
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly createdBy: string | null
  readonly expiresAt: Date | null
}

/** Makes a key bound to one tenant. Only the SHA-256 of its 256 random bits is kept. */
export async function createKey(owner: Kysely<never>, input: NewKey): Promise<{ id: string; key: string }> {
  const id = crypto.randomUUID()
  const prefix = randomBytes(6).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  await sql`
    insert into auth.api_key (id, "organizationId", name, prefix, hash, scopes, "createdBy", "createdAt", "expiresAt")
    values (${id}, ${input.tenantId}, ${input.name}, ${prefix}, ${hash(secret).toString('hex')}, ${[...input.scopes]},
      ${input.createdBy}, now(), ${input.expiresAt})`.execute(owner)
  return { id, key: `tsk_${prefix}_${secret}` }
}

/** Keys of a tenant, newest first, revoked ones included. */
export async function listKeys(owner: Kysely<never>, tenantId: string): Promise<ApiKeyInfo[]> {
  const { rows } = await sql<{
    id: string
    name: string
    prefix: string
    scopes: string[]
    createdAt: Date
    lastUsedAt: Date | null
    expiresAt: Date | null
    revokedAt: Date | null
  }>`select id, name, prefix, scopes, "createdAt", "lastUsedAt", "expiresAt", "revokedAt" from auth.api_key
    where "organizationId" = ${tenantId} order by "createdAt" desc, id`.execute(owner)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    start: `tsk_${row.prefix}`,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }))
}

/** Ends a key, named by its id or prefix, at once. Refuses with `key_unknown`. */
export async function revokeKey(owner: Kysely<never>, tenantId: string, key: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update auth.api_key set "revokedAt" = coalesce("revokedAt", now())
    where "organizationId" = ${tenantId} and (id::text = ${key} or 'tsk_' || prefix = ${key})`.execute(owner)
  if (numAffectedRows === 0n) throw serverErrors('key_unknown', { key })
}

interface KeyRow extends TenantRow {
  readonly key_id: string
  readonly prefix: string
  readonly hash: string
  readonly scopes: string[]
  readonly last_used: Date | null
  readonly switches: PluginSwitches
  readonly data_version: string | null
}

/** What a valid key stands for. */
export interface KeyHolder {
  readonly tenant: TenantRow
  readonly scopes: readonly string[]
  readonly switches: PluginSwitches
  readonly dataVersion: string | undefined
}

/**
 * Makes the reader of keys as callers send them. Every call looks at the database, together with all others that wait, so a
 * key that was revoked a moment ago is refused now. Refuses with `key_invalid`, without saying why.
 */
export function keyReader({
  owner,
  read: readRows,
}: Pick<Database, 'owner' | 'read'>): (sent: string) => Promise<KeyHolder> {
  const read = batchedRead<KeyRow>(async (prefixes) => {
    const statement = sql<KeyRow>`
      select k.id as key_id, k.prefix, k.hash, k.scopes, k."lastUsedAt" as last_used, ${tenantColumns}, ${switchesColumn},
        ${dataVersionColumn}
      from auth.api_key k join core.tenants t on t.tenant_id = k."organizationId"
      where k.prefix = any(${prefixes}) and k."revokedAt" is null and (k."expiresAt" is null or k."expiresAt" > now())`.compile(
      owner,
    )
    const rows = (await readRows(statement)) as unknown as readonly KeyRow[]
    return new Map(rows.map((row) => [row.prefix, row]))
  })
  return async (sent) => {
    const [, prefix, secret] = form.exec(sent) ?? []
    if (!prefix || !secret) throw serverErrors('key_invalid', {})
    const row = await read(prefix)
    if (!row || !timingSafeEqual(Buffer.from(row.hash, 'hex'), hash(secret))) throw serverErrors('key_invalid', {})
    if (!row.last_used || Date.now() - row.last_used.getTime() > lastUseStep) {
      await sql`update auth.api_key set "lastUsedAt" = now() where id = ${row.key_id}`.execute(owner)
    }
    return { tenant: row, scopes: row.scopes, switches: row.switches, dataVersion: row.data_version ?? undefined }
  }
}

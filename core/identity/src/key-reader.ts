import { timingSafeEqual } from 'node:crypto'
import { batchedRead, dataVersionColumn, type Database } from '@tessera/database'
import type { Role } from '@tessera/plugin-api'
import { settingsColumn, type SettingsByPlugin } from '@tessera/settings'
import { sql } from 'kysely'
import { type PluginSwitches, type TenantRow, notOfDemo, roleOf, switchesColumn, tenantColumns } from '@tessera/tenancy'
import { identityErrors } from './errors.ts'
import { hashSecret } from './api-keys.ts'

const form = /^tsk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/
const lastUseStep = 60_000

interface KeyRow extends TenantRow {
  readonly key_id: string
  readonly key_name: string
  readonly prefix: string
  readonly hash: string
  readonly scopes: string[]
  readonly owner_id: string | null
  readonly owner_role: string | null
  readonly last_used: Date | null
  readonly expires_at: Date | null
  readonly switches: PluginSwitches
  readonly settings: SettingsByPlugin
  readonly data_version: string | null
}

/** What a valid key stands for. */
export interface KeyHolder {
  readonly id: string
  readonly name: string
  readonly tenant: TenantRow
  /** Rights it was made with. */
  readonly scopes: readonly string[]
  readonly ownerId: string | null
  /** Null for a key of nobody. */
  readonly ownerRole: Role | null
  readonly expiresAt: Date | null
  readonly switches: PluginSwitches
  readonly settings: SettingsByPlugin
  readonly dataVersion: string | undefined
}

/**
 * Makes the reader of keys as callers send them. Every call looks at the database, together with all others that wait, so a
 * key that was revoked a moment ago is refused now, and one whose owner has left, or that belongs to a demo that is off.
 * Refuses with `key_invalid`, without saying why.
 */
export function keyReader(
  { owner, read: readRows }: Pick<Database, 'owner' | 'read'>,
  { demo }: { readonly demo: boolean },
): (sent: string) => Promise<KeyHolder> {
  const read = batchedRead<KeyRow>(async (prefixes) => {
    const statement = sql<KeyRow>`
      select k.id as key_id, k.name as key_name, k.prefix, k.hash, k.scopes, k."ownerId" as owner_id, m.role as owner_role,
        k."lastUsedAt" as last_used, k."expiresAt" as expires_at, ${tenantColumns}, ${switchesColumn}, ${settingsColumn}, ${dataVersionColumn}
      from auth.api_key k join core.tenants t on t.tenant_id = k."organizationId"
      left join auth.member m on m."userId" = k."ownerId" and m."organizationId" = k."organizationId"
      where k.prefix = any(${prefixes}) and k."revokedAt" is null and (k."expiresAt" is null or k."expiresAt" > now())
        and (k."ownerId" is null or m.id is not null)
        ${demo ? sql`` : notOfDemo(sql`k."organizationId"`, sql`k."ownerId"`)}`.compile(owner)
    const rows = (await readRows(statement)) as unknown as readonly KeyRow[]
    return new Map(rows.map((row) => [row.prefix, row]))
  })
  /** Keys whose use is being noted. Nobody waits for that, and many calls at once note it once. */
  const noting = new Set<string>()
  const noteUse = ({ key_id: id, last_used: last }: KeyRow): void => {
    if ((last && Date.now() - last.getTime() <= lastUseStep) || noting.has(id)) return
    noting.add(id)
    const noted = sql`update auth.api_key set "lastUsedAt" = now() where id = ${id}`.execute(owner)
    // why: it is noted with the next call then
    noted.catch(() => {}).finally(() => noting.delete(id))
  }
  return async (sent) => {
    const [, prefix, secret] = form.exec(sent) ?? []
    if (!prefix || !secret) throw identityErrors('key_invalid', {})
    const row = await read(prefix)
    if (!row || !timingSafeEqual(Buffer.from(row.hash, 'hex'), hashSecret(secret)))
      throw identityErrors('key_invalid', {})
    noteUse(row)
    return {
      id: row.key_id,
      name: row.key_name,
      tenant: row,
      scopes: row.scopes,
      ownerId: row.owner_id,
      ownerRole: row.owner_role === null ? null : roleOf(row.owner_role),
      expiresAt: row.expires_at,
      switches: row.switches,
      settings: row.settings,
      dataVersion: row.data_version ?? undefined,
    }
  }
}

import { createHash, randomBytes } from 'node:crypto'
import type { Role } from '@tessera/plugin-api'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { identityErrors } from './errors.ts'
import { parseInput } from '@tessera/plugin-api/server'
import { findMember } from './members.ts'

/** Whether a key works, and why not. `owner_left`: its owner is no member any more; it works again once it is handed over. */
export type KeyState = 'active' | 'expired' | 'revoked' | 'owner_left'

/** An API key as admins see it; the secret is shown once, when it is made. */
export interface ApiKeyInfo {
  readonly id: string
  readonly name: string
  /** Beginning of the key, `tsk_<prefix>`, to tell keys apart. */
  readonly start: string
  readonly scopes: readonly string[]
  /** Person the key belongs to and ends with; null for one made on the command line for nobody. */
  readonly owner: { readonly id: string; readonly name: string; readonly email: string } | null
  readonly state: KeyState
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

/** SHA-256 of a key's secret. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** What a new key is called and may do, at whichever door it is made. */
export const newKeySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u, 'write the name without control characters'),
  scopes: z.array(z.string().min(1).max(200)).min(1).max(200),
})

export interface NewKey {
  readonly tenantId: string
  readonly name: string
  /** Ids of rights that `assertScopes` has let pass. */
  readonly scopes: readonly string[]
  /** Member the key belongs to; null: nobody, it lasts until it is revoked. */
  readonly ownerId: string | null
  readonly expiresAt: Date | null
}

/**
 * Makes a key bound to one tenant. Only the SHA-256 of its 256 random bits is kept. Refuses with `input_invalid`,
 * `expiry_past`.
 */
export async function createKey(owner: Kysely<never>, input: NewKey): Promise<{ id: string; key: string }> {
  const { name, scopes } = parseInput(newKeySchema, { name: input.name, scopes: input.scopes })
  const { tenantId, ownerId, expiresAt } = input
  if (expiresAt && !(expiresAt.getTime() > Date.now())) throw identityErrors('expiry_past', {})
  const id = crypto.randomUUID()
  const prefix = randomBytes(6).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  await sql`
    insert into auth.api_key (id, "organizationId", name, prefix, hash, scopes, "ownerId", "createdAt", "expiresAt")
    values (${id}, ${tenantId}, ${name}, ${prefix}, ${hashSecret(secret).toString('hex')}, ${[...new Set(scopes)]},
      ${ownerId}, now(), ${expiresAt})`.execute(owner)
  return { id, key: `tsk_${prefix}_${secret}` }
}

interface ListedRow extends Omit<
  ApiKeyInfo,
  'start' | 'owner' | 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'revokedAt'
> {
  readonly prefix: string
  readonly ownerId: string | null
  readonly ownerName: string
  readonly email: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
}

/** Keys of a tenant, newest first, those that work no more included. */
export async function listKeys(owner: Kysely<never>, tenantId: string): Promise<ApiKeyInfo[]> {
  const { rows } = await sql<ListedRow>`
    select k.id, k.name, k.prefix, k.scopes, k."ownerId", u.name as "ownerName", u.email,
      case when k."revokedAt" is not null then 'revoked' when k."expiresAt" <= now() then 'expired'
        when k."ownerId" is not null and m.id is null then 'owner_left' else 'active' end as state,
      k."createdAt", k."lastUsedAt", k."expiresAt", k."revokedAt"
    from auth.api_key k
    left join auth."user" u on u.id = k."ownerId"
    left join auth.member m on m."userId" = k."ownerId" and m."organizationId" = k."organizationId"
    where k."organizationId" = ${tenantId} order by k."createdAt" desc, k.id`.execute(owner)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    start: `tsk_${row.prefix}`,
    scopes: row.scopes,
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName, email: row.email },
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }))
}

const named = (key: string) => sql`(id::text = ${key} or 'tsk_' || prefix = ${key})`

/** Ends a key, named by its id or prefix, at once. Refuses with `key_unknown`. */
export async function revokeKey(owner: Kysely<never>, tenantId: string, key: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update auth.api_key set "revokedAt" = coalesce("revokedAt", now())
    where "organizationId" = ${tenantId} and ${named(key)}`.execute(owner)
  if (numAffectedRows === 0n) throw identityErrors('key_unknown', { key })
}

/**
 * Hands a key over to another member, named by id or e-mail address. `mayGive`: rights of who does it, `mayHave`: what keys of a
 * role may carry. Refuses with
 * `key_unknown`, `member_unknown`, `key_owner_lacks` where the member could not have such a key.
 */
export async function giveKey(
  owner: Kysely<never>,
  gift: {
    readonly tenantId: string
    readonly key: string
    readonly to: string
    readonly mayGive: ReadonlySet<string>
    readonly mayHave: (role: Role) => ReadonlySet<string>
  },
): Promise<void> {
  const { tenantId, key, to, mayGive, mayHave } = gift
  const member = await findMember(owner, tenantId, to)
  const { rows } = await sql<{ id: string; scopes: string[] }>`
    select id, scopes from auth.api_key
    where "organizationId" = ${tenantId} and "revokedAt" is null and ${named(key)}`.execute(owner)
  if (!rows[0]) throw identityErrors('key_unknown', { key })
  const { id, scopes } = rows[0]
  const rights = mayHave(member.role)
  const lacking = scopes.find((scope) => !rights.has(scope) || !mayGive.has(scope))
  if (lacking) throw identityErrors('key_owner_lacks', { scope: lacking })
  await sql`update auth.api_key set "ownerId" = ${member.id} where id = ${id}`.execute(owner)
}

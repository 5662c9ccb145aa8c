import { isSecret, type PluginSpec } from '@tessera/plugin-api'
import type { SecretState } from '@tessera/plugin-api/wire'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { secretErrors } from './errors.ts'
import type { HiddenValues } from './hidden-values.ts'
import type { Keyring } from './keyring.ts'
import { seal, unseal, type SecretPlace } from './seal.ts'
import { rowsOfOtherKeys, type SecretRow } from './secrets-table.ts'

type Contract = Pick<PluginSpec, 'id' | 'title' | 'settings'>

/** What a rotation did. */
export interface Rotation {
  /** Secrets that were sealed anew. */
  readonly sealed: number
  /** Secrets that no key at hand opens. They stay as they are. */
  readonly left: readonly SecretPlace[]
}

/** The secrets of plugins, for each tenant. */
export interface Vault {
  /** What a secret of the contract is for a tenant. Refuses `secret_missing`, `secret_sealed_otherwise`, `secret_damaged`. */
  readonly read: (tenantId: string, contract: Contract, name: string) => Promise<string>
  /** Which of a plugin's secrets are set, by name. */
  readonly states: (tenantId: string, plugin: string) => Promise<Readonly<Record<string, SecretState>>>
  /** Sets secrets, and takes away those that are null; keeps who did, and not what. */
  readonly change: (change: SecretChange) => Promise<void>
  /** Keeps a value of core beside the secrets of a plugin, in the given transaction of the owner and without a line in the history. */
  readonly keep: (
    db: Kysely<never>,
    secret: SecretPlace & { readonly value: string; readonly by: string | null },
  ) => Promise<void>
  /** What was kept so; null where nothing was. */
  readonly find: (place: SecretPlace) => Promise<string | null>
  /** Seals with the key of now what others sealed. */
  readonly rotate: () => Promise<Rotation>
}

export interface SecretChange {
  readonly tenantId: string
  readonly plugin: string
  readonly values: Readonly<Record<string, string | null>>
  /** Null for a key or the command line. */
  readonly by: string | null
}

export interface VaultParts {
  /** As the owner: code of plugins has no right to the table, sealed or not. */
  readonly owner: Kysely<never>
  readonly keys: Keyring
  /** Hears of every value that was read. */
  readonly hidden?: Pick<HiddenValues, 'note'>
}

function titleOf(contract: Contract, name: string): string {
  const { settings } = contract
  const field = settings instanceof z.ZodObject ? (settings.shape as Record<string, z.ZodType>)[name] : undefined
  if (!field || !isSecret(field)) throw secretErrors('secret_unknown', { plugin: contract.id, secret: name })
  return z.toJSONSchema(field, { io: 'input' }).title ?? name
}

const placeOf = (row: SecretRow): SecretPlace => ({ tenantId: row.tenant_id, plugin: row.plugin_id, name: row.name })

/** Opens the secrets kept in a database. */
export function openVault({ owner, keys, hidden }: VaultParts): Vault {
  const opened = (row: SecretRow): string => {
    const { plugin_id: plugin, name: secret } = row
    const key = keys.byId(row.key_id)
    if (!key) throw secretErrors('secret_sealed_otherwise', { plugin, secret, key: row.key_id })
    const text = unseal(key, Buffer.from(row.sealed), placeOf(row))
    if (text === null) throw secretErrors('secret_damaged', { plugin, secret })
    return text
  }
  const put = (db: Kysely<never>, place: SecretPlace & { readonly value: string; readonly by: string | null }) =>
    sql`
    insert into core.plugin_secrets (tenant_id, plugin_id, name, key_id, sealed, set_by, set_at)
    values (${place.tenantId}::uuid, ${place.plugin}, ${place.name}, ${keys.current.id},
      ${seal(keys.current, place.value, place)}::bytea, ${place.by}::uuid, now())
    on conflict (tenant_id, plugin_id, name) do update
    set key_id = excluded.key_id, sealed = excluded.sealed, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
      db,
    )

  const rowAt = async ({ tenantId, plugin, name }: SecretPlace): Promise<SecretRow | undefined> => {
    const { rows } = await sql<SecretRow>`
      select tenant_id, plugin_id, name, key_id, sealed from core.plugin_secrets
      where tenant_id = ${tenantId}::uuid and plugin_id = ${plugin} and name = ${name}`.execute(owner)
    return rows[0]
  }
  return {
    keep: async (db, secret) => void (await put(db, secret)),
    find: async (place) => {
      const row = await rowAt(place)
      return row ? opened(row) : null
    },
    read: async (tenantId, contract, name) => {
      const title = titleOf(contract, name)
      const row = await rowAt({ tenantId, plugin: contract.id, name })
      if (!row) throw secretErrors('secret_missing', { plugin: contract.title, title, secret: name })
      const value = opened(row)
      hidden?.note(value, tenantId)
      return value
    },
    states: async (tenantId, plugin) => {
      const { rows } = await sql<{ name: string; set_at: Date; set_by: string | null }>`
        select name, set_at, set_by from core.plugin_secrets
        where tenant_id = ${tenantId}::uuid and plugin_id = ${plugin}`.execute(owner)
      return Object.fromEntries(
        rows.map(({ name, set_at: at, set_by: setBy }) => [name, { setAt: at.toISOString(), setBy }]),
      )
    },
    change: ({ tenantId, plugin, values, by }) =>
      owner.transaction().execute(async (db) => {
        for (const [name, value] of Object.entries(values)) {
          if (value !== null) await put(db, { tenantId, plugin, name, value, by })
          else {
            await sql`
              delete from core.plugin_secrets
              where tenant_id = ${tenantId}::uuid and plugin_id = ${plugin} and name = ${name}`.execute(db)
          }
        }
        const said = Object.entries(values).map(([name, value]) => [name, value === null ? null : 'set'])
        await sql`
          insert into core.settings_changes (tenant_id, plugin_id, changed_at, change_id, changed_by, changed)
          values (${tenantId}::uuid, ${plugin}, clock_timestamp(), gen_random_uuid(), ${by}::uuid,
            ${JSON.stringify(Object.fromEntries(said))}::jsonb)`.execute(db)
      }),
    rotate: async () => {
      const left: SecretPlace[] = []
      let sealed = 0
      for (const row of await rowsOfOtherKeys(owner, keys.current.id)) {
        const key = keys.byId(row.key_id)
        const text = key && unseal(key, Buffer.from(row.sealed), placeOf(row))
        if (text === null) left.push(placeOf(row))
        else {
          // why: what an admin sets in between is newer, and stays
          const { numAffectedRows = 0n } = await sql`
            update core.plugin_secrets
            set key_id = ${keys.current.id}, sealed = ${seal(keys.current, text, placeOf(row))}::bytea
            where tenant_id = ${row.tenant_id}::uuid and plugin_id = ${row.plugin_id} and name = ${row.name}
              and key_id = ${row.key_id} and sealed = ${Buffer.from(row.sealed)}::bytea`.execute(owner)
          sealed += Number(numAffectedRows)
        }
      }
      return { sealed, left }
    },
  }
}

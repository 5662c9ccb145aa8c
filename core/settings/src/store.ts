import type { Database } from '@tessera/database'
import { issueWords, type PluginSpec } from '@tessera/plugin-api'
import type { PluginSettings, SecretState, SettingsChange } from '@tessera/plugin-api/wire'
import type { Vault } from '@tessera/secrets'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { settingsErrors } from './errors.ts'
import { settingsForm } from './form.ts'
import { allFieldsOf, fieldsOf, settingsOf, strayOf, type StoredSettings } from './settings-of.ts'

/** What admins set, by plugin. */
export type SettingsByPlugin = Readonly<Record<string, StoredSettings>>

/** Column `settings` for a tenant of the table aliased `t`: what admins set, by plugin. */
export const settingsColumn: RawBuilder<unknown> = sql`
  (select coalesce(jsonb_object_agg(p.plugin_id, p.settings), '{}') from core.tenant_plugins p
   where p.tenant_id = t.tenant_id and p.settings <> '{}') as settings`

async function storedOf(db: Kysely<never>, tenantId: string, plugin: string): Promise<StoredSettings> {
  const { rows } = await sql<{ settings: StoredSettings }>`
    select settings from core.tenant_plugins where tenant_id = ${tenantId}::uuid and plugin_id = ${plugin}`.execute(db)
  return rows[0]?.settings ?? {}
}

/** All that admins of a tenant set, by plugin. */
export async function readAllSettings(db: Kysely<never>, tenantId: string): Promise<SettingsByPlugin> {
  const { rows } = await sql<{ settings: SettingsByPlugin }>`
    select ${settingsColumn} from core.tenants t where t.tenant_id = ${tenantId}::uuid`.execute(db)
  return rows[0]?.settings ?? {}
}

const hasNone = (contract: PluginSpec) => Object.keys(allFieldsOf(contract)).length === 0

/** The settings of one plugin as code reads them, for work outside of requests. One without any costs no statement. */
export async function readSettings(db: Kysely<never>, tenantId: string, contract: PluginSpec) {
  return settingsOf(contract, hasNone(contract) ? {} : await storedOf(db, tenantId, contract.id))
}

/** Where settings are kept: what everybody may read in the tenant's rows, secrets in the vault. */
export interface SettingsPlaces {
  readonly tenantTransaction: Database['tenantTransaction']
  readonly vault: Pick<Vault, 'states' | 'change'>
}

/** The settings of one plugin as its form shows them; of secrets, when they were set. Refuses `settings_none` for a plugin without any. */
export async function describeSettings(
  { tenantTransaction, vault }: SettingsPlaces,
  tenantId: string,
  contract: PluginSpec,
): Promise<PluginSettings> {
  if (hasNone(contract)) throw settingsErrors('settings_none', { plugin: contract.id })
  const states = await vault.states(tenantId, contract.id)
  const stored = await tenantTransaction(tenantId, (db) => storedOf(db, tenantId, contract.id))
  return described(contract, stored, states)
}

function described(
  contract: PluginSpec,
  stored: StoredSettings,
  states: Readonly<Record<string, SecretState>>,
): PluginSettings {
  const stray = strayOf(contract, stored)
  const open = fieldsOf(contract)
  const secrets = Object.keys(allFieldsOf(contract)).filter((name) => !Object.hasOwn(open, name))
  return {
    plugin: contract.id,
    fields: settingsForm(contract),
    values: settingsOf(contract, stored),
    own: Object.keys(open).filter((name) => Object.hasOwn(stored, name) && !stray.includes(name)),
    stray,
    secrets: Object.fromEntries(Object.entries(states).filter(([name]) => secrets.includes(name))),
  }
}

/** A change of some of a plugin's settings. */
export interface SettingsWrite {
  readonly tenantId: string
  readonly contract: PluginSpec
  /** New values by name; null takes one back to its default, and a secret away. What is not named stays as it is. */
  readonly change: StoredSettings
  /** Who changes them; null for a key or the command line. */
  readonly by: string | null
}

function assertTaken(contract: PluginSpec, change: StoredSettings): void {
  const fields = allFieldsOf(contract)
  const issues = Object.entries(change).flatMap(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field)
      return [{ path: name, message: `there is no such setting; there are: ${Object.keys(fields).join(', ')}` }]
    if (value === null) return []
    const parsed = field.safeParse(value)
    return parsed.success
      ? []
      : parsed.error.issues.map((issue) => ({ path: [name, ...issue.path].join('.'), message: issueWords(issue) }))
  })
  const [first] = issues
  const titled = (path: string) => settingsForm(contract).find(({ name }) => name === path)?.title ?? path
  if (first) {
    throw settingsErrors(
      'settings_invalid',
      { plugin: contract.id, first: `${titled(first.path)}: ${first.message}` },
      issues,
    )
  }
}

async function writeOpen(db: Kysely<never>, { tenantId, contract, change, by }: SettingsWrite): Promise<void> {
  const plugin = contract.id
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null))
  const back = Object.keys(change).filter((name) => change[name] === null)
  await sql`
    insert into core.tenant_plugins (tenant_id, plugin_id, enabled, settings, changed_by, changed_at)
    values (${tenantId}::uuid, ${plugin}, true, ${JSON.stringify(set)}::jsonb, ${by}::uuid, now())
    on conflict (tenant_id, plugin_id) do update
    set settings = (tenant_plugins.settings || excluded.settings) - ${back}::text[],
      changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(db)
  const stored = await storedOf(db, tenantId, plugin)
  const whole = contract.settings?.safeParse(
    Object.fromEntries(Object.entries(stored).filter(([name]) => !strayOf(contract, stored).includes(name))),
  )
  const issue = whole?.error?.issues[0]
  // why: fields that are right each by itself may not be so together
  if (issue) {
    const first = [issue.path.join('.'), issue.message].filter((part) => part !== '').join(': ')
    throw settingsErrors('settings_invalid', { plugin, first })
  }
  await sql`
    insert into core.settings_changes (tenant_id, plugin_id, changed_at, change_id, changed_by, changed)
    values (${tenantId}::uuid, ${plugin}, clock_timestamp(), gen_random_uuid(), ${by}::uuid, ${JSON.stringify(change)}::jsonb)`.execute(
    db,
  )
}

/**
 * Changes settings of a tenant. They count from the next request on, on every server, and answers computed with the old ones are not
 * given again. Refuses `settings_none`, `settings_invalid`.
 */
export async function writeSettings(places: SettingsPlaces, write: SettingsWrite): Promise<PluginSettings> {
  const { tenantId, contract, change, by } = write
  const plugin = contract.id
  if (hasNone(contract)) throw settingsErrors('settings_none', { plugin })
  assertTaken(contract, change)
  const isOpen = (name: string) => Object.hasOwn(fieldsOf(contract), name)
  const open = Object.fromEntries(Object.entries(change).filter(([name]) => isOpen(name)))
  const secrets = Object.entries(change).filter(([name]) => !isOpen(name))
  if (Object.keys(open).length > 0) {
    await places.tenantTransaction(tenantId, (db) => writeOpen(db, { ...write, change: open }))
  }
  if (secrets.length > 0) {
    const parsed = secrets.map(([name, value]) => [
      name,
      value === null ? null : (allFieldsOf(contract)[name]?.parse(value) as string),
    ])
    const values = Object.fromEntries(parsed) as Readonly<Record<string, string | null>>
    await places.vault.change({ tenantId, plugin, values, by })
  }
  return describeSettings(places, tenantId, contract)
}

/** The latest changes of a plugin's settings, 50 at most. */
export async function listSettingsChanges(
  db: Kysely<never>,
  tenantId: string,
  plugin: string,
): Promise<SettingsChange[]> {
  const { rows } = await sql<{ changed_at: Date; changed_by: string | null; changed: StoredSettings }>`
    select changed_at, changed_by, changed from core.settings_changes
    where tenant_id = ${tenantId}::uuid and plugin_id = ${plugin}
    order by changed_at desc, change_id desc limit 50`.execute(db)
  return rows.map(({ changed_at: at, changed_by: changedBy, changed }) => ({
    changedAt: at.toISOString(),
    changedBy,
    changed,
  }))
}

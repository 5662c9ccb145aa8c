import { freeze, isSecret, type PluginSpec } from '@tessera/plugin-api'
import { z } from 'zod'

/** Values of settings by name, as an admin gave them. */
export type StoredSettings = Readonly<Record<string, unknown>>

type Fields = Readonly<Record<string, z.ZodType>>

/** All fields of a plugin's settings, secrets among them; none where it has none. */
export function allFieldsOf({ settings }: Pick<PluginSpec, 'settings'>): Fields {
  return settings instanceof z.ZodObject ? (settings.shape as Fields) : {}
}

/** The fields of a plugin's settings that code and people may read. */
export function fieldsOf(contract: Pick<PluginSpec, 'settings'>): Fields {
  return Object.fromEntries(Object.entries(allFieldsOf(contract)).filter(([, field]) => !isSecret(field)))
}

/**
 * The settings of a tenant as code reads them: what was stored where the plugin still takes it, else the default. So a version of a
 * plugin that asks for something else starts all the same. Frozen: they belong to more than who reads them.
 */
export function settingsOf(
  contract: Pick<PluginSpec, 'settings'>,
  stored: StoredSettings,
): Readonly<Record<string, unknown>> {
  const schema = contract.settings
  if (!schema) return {}
  const kept = Object.entries(fieldsOf(contract)).filter(
    ([name, field]) => Object.hasOwn(stored, name) && field.safeParse(stored[name]).success,
  )
  const given = Object.fromEntries(kept.map(([name]) => [name, stored[name]]))
  const parsed = schema.safeParse(given)
  // why: what lies inside of a default is one object for all tenants
  return freeze((parsed.success ? parsed.data : schema.parse({})) as Readonly<Record<string, unknown>>)
}

/** Stored values that the plugin no longer takes, by name. */
export function strayOf(contract: Pick<PluginSpec, 'settings'>, stored: StoredSettings): readonly string[] {
  const fields = fieldsOf(contract)
  return Object.keys(stored).filter((name) => !fields[name]?.safeParse(stored[name]).success)
}

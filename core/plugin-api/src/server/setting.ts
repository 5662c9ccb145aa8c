import { sql, type RawBuilder } from 'kysely'
import type { PluginSpec } from '../plugin.ts'
import type { SettingsOf } from '../settings.ts'
import type { Bounds } from './fact.ts'

type Scalar = string | number | boolean
type ScalarName<P extends PluginSpec> = Extract<
  { [Name in keyof SettingsOf<P>]: SettingsOf<P>[Name] extends Scalar ? Name : never }[keyof SettingsOf<P>],
  string
>

const types = { number: sql`numeric`, boolean: sql`boolean`, string: sql`text` } as const

/** What a question asks for in the place of a setting; null where it asks for nothing. Read once for a statement. */
const asked = (id: string, type: RawBuilder<unknown>) =>
  sql`(select (nullif(current_setting('app.rules', true), '')::jsonb ->> ${sql.lit(id)})::${type})`

/**
 * A setting of the plugin as SQL, for formulas, conditions and dimensions: what the question asks for in its place, else the tenant's own
 * value, or the default. Read once for a statement; a change of the setting is a change of the data, so no answer of before is given again.
 * What uses it is no value of its row alone, and is kept by no rollup. Published views take it too, with a column as the tenant:
 * `{ tenant: sql.ref('t.tenant_id') }`.
 */
export function setting<const P extends PluginSpec, const Name extends ScalarName<P>>(
  plugin: P,
  name: Name,
  bounds: Pick<Bounds, 'tenant'>,
): RawBuilder<SettingsOf<P>[Name]> {
  const defaults = (plugin.settings?.parse({}) ?? {}) as Readonly<Record<string, Scalar>>
  const usual = defaults[name]
  if (usual === undefined) throw new Error(`plugin '${plugin.id}' has no setting '${name}' with a default`)
  const type = types[typeof usual as keyof typeof types]
  return sql<SettingsOf<P>[Name]>`coalesce(${asked(`${plugin.id}.${name}`, type)}, (
    select (settings ->> ${sql.lit(name)})::${type} from core.tenant_plugins
    where tenant_id = ${bounds.tenant} and plugin_id = ${sql.lit(plugin.id)}), ${sql.lit(usual)})`
}

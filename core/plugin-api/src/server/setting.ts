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

/**
 * A setting of the plugin as SQL, for formulas, conditions and dimensions: the tenant's own value, or the default. Read once for a
 * statement; a change of the setting is a change of the data, so no answer of before is given again. What uses it is no value of its
 * row alone, and is kept by no rollup. Published views take it too, with a column as the tenant: `{ tenant: sql.ref('t.tenant_id') }`.
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
  return sql<SettingsOf<P>[Name]>`coalesce((
    select (settings ->> ${sql.lit(name)})::${type} from core.tenant_plugins
    where tenant_id = ${bounds.tenant} and plugin_id = ${sql.lit(plugin.id)}), ${sql.lit(usual)})`
}

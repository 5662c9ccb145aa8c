import type { EntityView } from '@tessera/database'

/** Text as a literal of SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A view over tables of core. */
export function ofCore(statement: string): EntityView {
  return { schema: 'core', statement }
}

/** True for metrics and dimensions, of the alias, whose plugins the tenant has. */
export function isSwitchedOn(alias: string): string {
  return `not exists (select from core.tenant_plugins p where not p.enabled and p.plugin_id = any(${alias}.plugins))`
}

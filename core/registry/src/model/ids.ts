/** Columns of the dashboard grid. */
export const gridColumns = 24

/** Full id of a name used by a plugin: its own names get its prefix, full ids stay. */
export function fullId(plugin: string, name: string): string {
  return name.includes('.') ? name : `${plugin}.${name}`
}

/** Plugin a full id belongs to. */
export function pluginOf(id: string): string {
  return id.slice(0, id.indexOf('.'))
}

/** Own part of a full id. */
export function nameOf(id: string): string {
  return id.slice(id.indexOf('.') + 1)
}

/** Schema of a plugin's tables. */
export function schemaOf(plugin: string): string {
  return plugin.replaceAll('-', '_')
}

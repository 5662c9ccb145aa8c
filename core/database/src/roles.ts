import { createHash } from 'node:crypto'

/** The role core's own statements in a tenant run as: no login, no special rights, subject to row-level security. */
export const appRole = 'tessera_app'

/** The role of questions: it reads what `appRole` reads, and writes nothing. */
export const readerRole = 'tessera_reader'

/** The role of logins of BI tools: it reads the schema `entity`, and nothing else. */
export const biRole = 'tessera_bi'

/** The role that tables of other systems in the same database are read as, by views that show a tenant its own rows. */
export const existingRole = 'tessera_existing'

/** Schema of the views that BI tools read. */
export const entitySchema = 'entity'

/** What the names of plugins' roles begin with. */
export const rolePrefix = 'tessera_plugin_'
const longest = 63

/** The role code of a plugin works as, by the plugin's schema. PostgreSQL would cut longer names off, so that two became one. */
export function pluginRole(schema: string): string {
  const name = rolePrefix + schema
  if (Buffer.byteLength(name) <= longest) return name
  return `${name.slice(0, longest - 17)}_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`
}

/** The role that the views of the schema `entity` read as; no plugin has this id. */
export const entityRole = pluginRole(entitySchema)

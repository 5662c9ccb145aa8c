import { sql, type Kysely } from 'kysely'
import { appRole, pluginRole } from './roles.ts'
import { pluginScope } from './statements-of.ts'

/**
 * Runs code of a plugin, by its schema, in the middle of a transaction of core: it works as the plugin's role and sends nothing when
 * it has ended. When it throws, the role stays its own until the transaction, or the savepoint before it, is rolled back.
 */
export async function asPlugin<T>(
  db: Kysely<never>,
  plugin: string,
  run: (db: Kysely<never>) => Promise<T>,
): Promise<T> {
  const { db: own, end } = pluginScope(db, plugin)
  // why: nobody waits for the switches; where one fails, so does whatever comes next
  const become = (role: string) => void sql`set local role ${sql.ref(role)}`.execute(db).catch(() => {})
  become(pluginRole(plugin))
  try {
    const result = await run(own)
    become(appRole)
    return result
  } finally {
    end()
  }
}

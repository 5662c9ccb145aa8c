import { sql, type Kysely } from 'kysely'
import { existingTables } from './existing-schema.ts'
import { existingRole } from './roles.ts'

interface Watched {
  readonly table_name: string
  readonly changed_column: string
  readonly seen: string | null
}

/**
 * Looks into tables of other systems whose rows tell when they changed, and gives the tenants of those that did new versions, so that
 * answers from them are not given again. Answers the names of tables that changed. What is deleted there is not seen by this.
 */
export async function noteExistingChanges(owner: Kysely<never>): Promise<readonly string[]> {
  const { rows } = await sql<Watched>`
    select table_name, changed_column, min(seen) as seen from ${sql.table(existingTables)}
    where changed_column is not null and to_regclass(view_name) is not null
    group by 1, 2 order by 1, 2`.execute(owner)
  const changed = new Set<string>()
  for (const { table_name: table, changed_column: column, seen } of rows) {
    const latest = await owner.transaction().execute(async (db) => {
      await sql`set local role ${sql.ref(existingRole)}`.execute(db)
      const { rows: found } = await sql<{ latest: string | null }>`
        select max(${sql.ref(column)})::text as latest from ${sql.table(table)}`.execute(db)
      return found[0]?.latest ?? null
    })
    if (latest === seen || latest === null) continue
    await owner.transaction().execute(async (db) => {
      const { numAffectedRows = 0n } = await sql`update ${sql.table(existingTables)} set seen = ${latest}
        where table_name = ${table} and changed_column = ${column} and seen is distinct from ${latest}`.execute(db)
      if (numAffectedRows === 0n) return
      await sql`select core.note_change(to_regclass(${table}))`.execute(db)
      changed.add(table)
    })
  }
  return [...changed]
}

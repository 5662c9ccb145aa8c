import { sql, type Kysely } from 'kysely'
import { recordErrors } from '../errors.ts'
import type { ImportPlace } from './import-place.ts'

interface Held {
  readonly isOver: boolean
  readonly forgotten: boolean
}

/** Locks an import of this table that still runs, so that its parts come one after the other. Refuses with `import_unknown` and `import_over`. */
export async function holdOpen(db: Kysely<never>, { table, tenantId }: ImportPlace, id: string): Promise<Held> {
  const { rows } = await sql<Held>`
    select ended_at is not null as "isOver", forgotten from core.imports
    where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid and plugin_id = ${table.plugin} and table_name = ${table.name}
    for update`.execute(db)
  const [held] = rows
  if (!held) throw recordErrors('import_unknown', { id })
  if (held.isOver) throw recordErrors('import_over', {})
  return held
}

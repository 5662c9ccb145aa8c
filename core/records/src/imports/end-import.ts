import { sql } from 'kysely'
import { holdOpen } from './hold-open.ts'
import type { ImportPlace } from './import-place.ts'

/** Ends an import: it takes no more rows, and what an undo does not need is forgotten. Refuses with `import_unknown` and `import_over`. */
export async function endImport(
  place: ImportPlace,
  id: string,
  { cancelled = false }: { readonly cancelled?: boolean } = {},
): Promise<void> {
  const { tenantId, transaction } = place
  const touched = await transaction(async (db) => {
    const { forgotten } = await holdOpen(db, place, id)
    const { rows } = await sql<{ touched: boolean }>`
      update core.imports set ended_at = clock_timestamp(), cancelled = ${cancelled}
      where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid returning inserted + updated > 0 as touched`.execute(
      db,
    )
    await sql`delete from core.import_rows
      where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid and (key is null or ${forgotten})`.execute(db)
    return rows[0]?.touched ?? false
  })
  if (touched) await place.changed()
}

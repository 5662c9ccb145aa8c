import { sql } from 'kysely'
import { checkKeys, type CheckedRow } from './check-rows.ts'
import { columnTypes } from './column-types.ts'
import { recordErrors } from './errors.ts'
import { columnsOf, givenRows, sameKey, type RecordPlace } from './parts.ts'
import { refusalOf, sayRefusal } from './refusal.ts'
import { markTimes, timesOf, touch } from './times.ts'

/** Deletes the rows with these keys, all or none. Refuses with `keys_wrong`, `row_in_use` and `too_many_rows`. */
export async function deleteRows(place: RecordPlace, given: readonly unknown[]): Promise<{ readonly deleted: number }> {
  const keys = checkKeys(place.table, given)
  if (keys.length === 0) return { deleted: 0 }
  try {
    const done = await deleteKeys(place, keys)
    if (done.deleted > 0) await place.changed()
    return done
  } catch (error) {
    const refusal = refusalOf(error)
    throw refusal ? recordErrors('row_in_use', { reason: sayRefusal(refusal) }) : error
  }
}

function deleteKeys(place: RecordPlace, rows: readonly CheckedRow[]): Promise<{ readonly deleted: number }> {
  const { table, tenantId } = place
  return place.transaction(async (db) => {
    const types = await columnTypes(db, place)
    const keys = givenRows(types, { rows, names: table.key })
    const { rows: locked } = await sql`
      select 1 from ${sql.table(table.place)} as stored join ${keys} on ${sameKey(table, tenantId)}
      order by ${columnsOf('stored', table.key)} for update of stored`.execute(db)
    if (locked.length === 0) return { deleted: 0 }
    const deleted = await touch(
      db,
      { types },
      sql`
      delete from ${sql.table(table.place)} as stored using ${keys}
      where ${sameKey(table, tenantId)} returning ${timesOf(types)}`,
    )
    await markTimes(db, place, [deleted])
    return { deleted: deleted.count }
  })
}

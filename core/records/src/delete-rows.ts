import { sql } from 'kysely'
import { asJson, checkKeys } from './check-rows.ts'
import { columnsOf, givenRows, sameKey, type RecordPlace } from './parts.ts'
import { markTimes, timeColumns, timesOf, type TimeRow } from './times.ts'

/** Deletes the rows with these keys. Refuses with `keys_wrong` and `too_many_rows`. */
export async function deleteRows(place: RecordPlace, given: readonly unknown[]): Promise<{ readonly deleted: number }> {
  const { table, tenantId } = place
  const keys = checkKeys(table, given)
  if (keys.length === 0) return { deleted: 0 }
  const json = asJson(keys)
  return place.transaction(async (db) => {
    const times = await timeColumns(db, place)
    const { rows: locked } = await sql`
      select 1 from ${sql.table(table.place)} as stored join ${givenRows(table, json)} on ${sameKey(table, tenantId)}
      order by ${columnsOf('stored', table.key)} for update of stored`.execute(db)
    if (locked.length === 0) return { deleted: 0 }
    const { rows } = await sql<TimeRow>`
      delete from ${sql.table(table.place)} as stored using ${givenRows(table, json)}
      where ${sameKey(table, tenantId)} returning ${timesOf(times)}`.execute(db)
    await markTimes(db, place, rows)
    return { deleted: rows.length }
  })
}

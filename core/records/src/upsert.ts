import type { RecordCounts } from '@tessera/plugin-api/server'
import { checkRows } from './check-rows.ts'
import { recordErrors } from './errors.ts'
import type { RecordPlace } from './parts.ts'
import { refusalOf, sayRefusal, type Refusal } from './refusal.ts'
import { untilNotRaced } from './until-not-raced.ts'
import { writeRows, type WrittenRows } from './write-rows.ts'
import { wrongRows, type RowNames } from './wrong-rows.ts'

/** Takes back what a transaction did, and carries what it would have answered. */
class TakenBack extends Error {
  readonly counts: RecordCounts
  constructor(counts: RecordCounts) {
    super('taken back')
    this.counts = counts
  }
}

type Work = Omit<WrittenRows, 'careful'>

/** What writing these rows would do. */
async function tryOut(place: RecordPlace, work: WrittenRows): Promise<RecordCounts> {
  try {
    return await place.transaction(async (db) => {
      throw new TakenBack(await writeRows(db, place, work))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.counts
    throw error
  }
}

/** The first row that the table refuses, found by writing ever fewer of those before it and taking that back. */
async function firstRefused(place: RecordPlace, { rows }: Work): Promise<{ index: number; refusal: Refusal } | null> {
  let [fine, refused] = [0, rows.length]
  let found: Refusal | null = null
  const fails = async (count: number): Promise<Refusal | null> => {
    try {
      await untilNotRaced((careful) => tryOut(place, { rows: rows.slice(0, count), careful }))
      return null
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      return refusal
    }
  }
  while (refused - fine > 1) {
    const middle = Math.floor((fine + refused) / 2)
    const refusal = await fails(middle)
    if (refusal) [refused, found] = [middle, refusal]
    else fine = middle
  }
  found ??= await fails(refused)
  return found ? { index: refused - 1, refusal: found } : null
}

/** How rows are written. */
export interface UpsertOptions extends RowNames {
  /** Says what it would do and leaves everything as it is. */
  readonly check?: boolean
}

/**
 * Adds rows and puts them in place of those with the same key, all or nothing. Rows that are there already cause no write. Refuses with
 * `rows_wrong`, `too_many_rows`, `rows_too_large` and `records_contended`.
 */
export async function upsertRows(
  place: RecordPlace,
  given: readonly unknown[],
  options: UpsertOptions = {},
): Promise<RecordCounts> {
  const { check = false, ...names } = options
  const rows = await checkRows(place.table, given, names)
  const work: Work = { rows, names }
  try {
    const counts = await untilNotRaced((careful) =>
      check
        ? tryOut(place, { ...work, careful })
        : place.transaction((db) => writeRows(db, place, { ...work, careful })),
    )
    if (!check && counts.inserted + counts.updated > 0) await place.changed()
    return counts
  } catch (error) {
    const refusal = refusalOf(error)
    const found = refusal && (await firstRefused(place, work))
    // why: what the table looks at only at the end of the transaction is not found by taking things back
    if (refusal && !found) throw recordErrors('rows_refused', { reason: sayRefusal(refusal) })
    if (!found) throw error
    const wrong = wrongRows(rows.length, names)
    const { index, refusal: said } = found
    wrong.add({ index, column: said.column ?? null, code: 'refused_by_table', reason: sayRefusal(said) })
    wrong.assertNone()
    throw error
  }
}

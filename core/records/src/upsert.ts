import type { RecordCounts } from '@tessera/plugin-api/server'
import { checkRows, type CheckedRow } from './check-rows.ts'
import { recordErrors } from './errors.ts'
import type { RecordPlace } from './parts.ts'
import { Raced, writeRows } from './write-rows.ts'
import { wrongRows, type RowNames } from './wrong-rows.ts'

const tries = 3

/** Takes back what a transaction did, and carries what it would have answered. */
class TakenBack extends Error {
  readonly counts: RecordCounts
  constructor(counts: RecordCounts) {
    super('taken back')
    this.counts = counts
  }
}

async function untilNotRaced<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Raced)) throw error
      if (attempt === tries) throw recordErrors('records_contended', {})
    }
  }
}

interface Refusal {
  readonly code?: string
  readonly constraint?: string
  readonly column?: string
}

/** What the table says against a value (SQLSTATE class 22 or 23); null for an error that is no matter of one row. */
function refusalOf(error: unknown): Refusal | null {
  const { code, severity } = Object(error) as { readonly code?: unknown; readonly severity?: unknown }
  return severity !== undefined && typeof code === 'string' && /^2[23]/.test(code) ? (error as Refusal) : null
}

const sentences: Readonly<Record<string, string>> = {
  '22001': 'a text is longer than its column takes',
  '22003': 'a number is out of the range of its column',
  '22008': 'a date or time is out of the range of the database',
  '23502': 'a column that must have a value has none',
  '23503': 'it refers to a row that is not there',
  '23505': 'another row has a value that may be there once only',
  '23514': 'a rule of the table does not allow it',
}

function sayRefusal({ code = '', constraint }: Refusal): string {
  return `${sentences[code] ?? 'the table refuses it'} (SQLSTATE ${code}${constraint === undefined ? '' : `, ${constraint}`}); correct it`
}

interface Work {
  readonly rows: readonly CheckedRow[]
  readonly names?: RowNames | undefined
}

/** What writing these rows would do. */
async function tryOut(place: RecordPlace, work: Work): Promise<RecordCounts> {
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
      await untilNotRaced(() => tryOut(place, { rows: rows.slice(0, count) }))
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
    return await untilNotRaced(() =>
      check ? tryOut(place, work) : place.transaction((db) => writeRows(db, place, work)),
    )
  } catch (error) {
    const refusal = refusalOf(error)
    const found = refusal && (await firstRefused(place, work))
    if (!found) throw error
    const wrong = wrongRows(rows.length, names)
    const { index, refusal: said } = found
    wrong.add({ index, column: said.column ?? null, code: 'refused_by_table', reason: sayRefusal(said) })
    wrong.assertNone()
    throw error
  }
}

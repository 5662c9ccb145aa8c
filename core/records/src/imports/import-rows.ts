import type { RecordCounts } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import { sortRows, type FitRow } from '../check-rows.ts'
import { columnTypes } from '../column-types.ts'
import { digestOfKey, type Notes } from '../notes.ts'
import { givenRows, placeOfRow } from '../parts.ts'
import { refusalOf, sayRefusal } from '../refusal.ts'
import { untilNotRaced } from '../until-not-raced.ts'
import { writeRows } from '../write-rows.ts'
import type { RowFault } from '../wrong-rows.ts'
import { holdOpen } from './hold-open.ts'
import type { ImportPlace } from './import-place.ts'
import { noteRows } from './note-rows.ts'

/** What is wrong with a row of a file. */
export interface RefusedRow {
  readonly line: number
  readonly column: string | null
  readonly code: RowFault
  readonly reason: string
}

/** What became of a part of a file. */
export interface PartOutcome extends RecordCounts {
  /** Each wrong place; a row may have several. */
  readonly refused: readonly RefusedRow[]
}

/** Rows of a file, and the line each begins at. */
export interface FilePart {
  readonly rows: readonly unknown[]
  readonly lines: readonly number[]
}

/** A row that fits the columns, and its line. */
type Row = Pick<FitRow, 'row'> & { readonly line: number }

const none = { inserted: 0, updated: 0, unchanged: 0 }

interface KeyState {
  readonly digest: string
  /** Place of the first row with this key, from 0. */
  readonly first: number
  /** Line of this import that had the key in an earlier part. */
  readonly seen: number | null
}

/** Where the keys of rows were before: in this part, or in one of the same import. */
async function keyStates(db: Kysely<never>, place: ImportPlace, at: { id: string; rows: readonly Row[] }) {
  const { table, tenantId } = place
  const types = await columnTypes(db, place)
  const given = givenRows(types, { rows: at.rows.map(({ row }) => row), names: table.key })
  const { rows } = await sql<KeyState>`
    with sent as (select ${sql.ref(`given.${placeOfRow}`)} as place, ${digestOfKey(table, 'given')} as digest from ${given})
    select sent.digest, (min(sent.place) over (partition by sent.digest) - 1)::int as first, seen.line as seen
    from sent left join core.import_rows as seen
      on seen.tenant_id = ${tenantId}::uuid and seen.import_id = ${at.id}::uuid and seen.key_digest = sent.digest
    order by sent.place`.execute(db)
  return rows
}

/** The rows whose keys come for the first time, and those that are refused because they do not. */
function partTwice(rows: readonly Row[], states: readonly KeyState[]) {
  const [once, digests, refused]: [Row[], string[], RefusedRow[]] = [[], [], []]
  for (const [at, row] of rows.entries()) {
    const { digest = '', first = at, seen = null } = states[at] ?? {}
    const before = seen === null ? (first === at ? null : rows[first]?.line) : seen === row.line ? null : seen
    if (before === null || before === undefined) {
      once.push(row)
      digests.push(digest)
    } else {
      const reason = `has the key of line ${before}; leave one out`
      refused.push({ line: row.line, column: null, code: 'key_twice', reason })
    }
  }
  return { once, digests, refused }
}

/** Stores rows in one transaction, or none of them. */
async function storeAll(
  place: ImportPlace,
  id: string,
  { rows, careful }: { readonly rows: readonly Row[]; readonly careful: boolean },
): Promise<PartOutcome> {
  return place.transaction(async (db) => {
    const { forgotten } = await holdOpen(db, place, id)
    const { once, digests, refused } = partTwice(rows, await keyStates(db, place, { id, rows }))
    let notes: Notes = { added: '[]', before: '[]', after: '[]' }
    const counts = await place.asPlugin(db, (own) =>
      writeRows(own, place, {
        rows: once.map(({ row }) => row),
        names: { lines: once.map(({ line }) => line) },
        careful,
        onNotes: (found) => void (notes = found),
      }),
    )
    await noteRows(db, place, {
      id,
      digests,
      lines: once.map(({ line }) => line),
      notes: forgotten ? null : notes,
      counts,
    })
    return { ...counts, refused }
  })
}

const sumOf = (a: PartOutcome, b: PartOutcome): PartOutcome => ({
  inserted: a.inserted + b.inserted,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  refused: [...a.refused, ...b.refused],
})

/** Stores the rows that the table takes: where it refuses one among many, halves are tried until that one is found. */
async function storeGood(place: ImportPlace, id: string, rows: readonly Row[]): Promise<PartOutcome> {
  const [only] = rows
  if (!only) return { ...none, refused: [] }
  try {
    return await untilNotRaced((careful) => storeAll(place, id, { rows, careful }))
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    if (rows.length === 1) {
      const reason = sayRefusal(refusal)
      return {
        ...none,
        refused: [{ line: only.line, column: refusal.column ?? null, code: 'refused_by_table', reason }],
      }
    }
    const middle = Math.ceil(rows.length / 2)
    const before = await storeGood(place, id, rows.slice(0, middle))
    return sumOf(before, await storeGood(place, id, rows.slice(middle)))
  }
}

/**
 * Stores a part of a file: the good rows go in, the others are answered with what is wrong. The same part may be sent again. Refuses with
 * `import_unknown`, `import_over`, `too_many_rows`, `rows_too_large` and `records_contended`.
 */
export async function importRows(place: ImportPlace, id: string, { rows, lines }: FilePart): Promise<PartOutcome> {
  const { fit, wrong } = await sortRows(place.table, rows)
  const lineOf = (index: number) => lines[index] ?? index + 1
  const unfit = wrong.map(({ index, ...place_ }) => ({ line: lineOf(index), ...place_ }))
  const stored = await storeGood(
    place,
    id,
    fit.map(({ index, row }) => ({ row, line: lineOf(index) })),
  )
  const outcome = sumOf({ ...none, refused: unfit }, stored)
  const refused = new Set(outcome.refused.map(({ line }) => line)).size
  if (refused > 0) {
    await place.transaction(async (db) => {
      await holdOpen(db, place, id)
      await sql`update core.imports set refused = refused + ${refused}
        where tenant_id = ${place.tenantId}::uuid and import_id = ${id}::uuid`.execute(db)
    })
  }
  return outcome
}

/** Looks at rows of a file without storing anything: what is wrong with them, by line. */
export async function checkPart(
  table: ImportPlace['table'],
  { rows, lines }: FilePart,
): Promise<readonly RefusedRow[]> {
  const { wrong } = await sortRows(table, rows)
  return wrong.map(({ index, ...place }) => ({ line: lines[index] ?? index + 1, ...place }))
}

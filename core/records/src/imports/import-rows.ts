import type { RecordCounts } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import { sortRows, type FitRow } from '../check-rows.ts'
import { columnTypes, type ColumnTypes } from '../column-types.ts'
import { digestOfKey, type Notes } from '../notes.ts'
import { givenRows, placeOfRow } from '../parts.ts'
import { refusalOf, sayRefusal } from '../refusal.ts'
import { untilNotRaced } from '../until-not-raced.ts'
import { writeRows } from '../write-rows.ts'
import type { RowFault } from '../wrong-rows.ts'
import { holdOpen } from './hold-open.ts'
import type { ImportPlace } from './import-place.ts'
import { noteRefused, noteRows } from './note-rows.ts'

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

/** The same with the digest of its key. */
type KnownRow = Row & {
  readonly digest: string
  /** It came before, from the same line: its part is sent again. */
  readonly again: boolean
}

const none = { inserted: 0, updated: 0, unchanged: 0 }

interface KeyState {
  readonly digest: string
  /** Place of the first row with this key, from 0. */
  readonly first: number
  /** Line of this import that had the key in an earlier part. */
  readonly seen: number | null
}

/** Where the keys of rows were before: in this part, or in one of the same import. */
async function keyStates(
  db: Kysely<never>,
  place: ImportPlace,
  at: { readonly id: string; readonly rows: readonly Row[]; readonly types: ColumnTypes },
) {
  const { table, tenantId } = place
  const given = givenRows(at.types, { rows: at.rows.map(({ row }) => row), names: table.key })
  // why: the first key from each one on is found by the index alone. To a join the rows of an import are few, as nobody has counted
  // them yet, so that it reads all of them for every part; so does who compares before row security with what md5 has not answered yet
  const { rows } = await sql<KeyState>`
    with sent as materialized (select ${sql.ref(`given.${placeOfRow}`)} as place, ${digestOfKey(table, 'given')} as digest from ${given})
    select sent.digest, (min(sent.place) over (partition by sent.digest) - 1)::int as first, seen.line as seen
    from sent left join lateral (
      select key_digest, line from core.import_rows
      where tenant_id = ${tenantId}::uuid and import_id = ${at.id}::uuid and key_digest >= sent.digest
      order by key_digest limit 1
    ) as seen on seen.key_digest = sent.digest
    order by sent.place`.execute(db)
  return rows
}

/** The rows whose keys come for the first time, and those that are refused because they do not. */
function partTwice(rows: readonly Row[], states: readonly KeyState[]) {
  const [once, refused]: [KnownRow[], RefusedRow[]] = [[], []]
  for (const [at, row] of rows.entries()) {
    const { digest = '', first = at, seen = null } = states[at] ?? {}
    const before = seen === null ? (first === at ? null : rows[first]?.line) : seen === row.line ? null : seen
    if (before === null || before === undefined) {
      once.push({ ...row, digest, again: seen !== null })
    } else {
      const reason = `has the key of line ${before}; leave one out`
      refused.push({ line: row.line, column: null, code: 'key_twice', reason })
    }
  }
  return { once, refused }
}

const sumOf = (a: PartOutcome, b: PartOutcome): PartOutcome => ({
  inserted: a.inserted + b.inserted,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  refused: [...a.refused, ...b.refused],
})

/** Rows on their way into the table, in one transaction. */
interface Storing {
  readonly db: Kysely<never>
  readonly place: ImportPlace
  readonly types: ColumnTypes
  readonly careful: boolean
  /** The import is small enough to be undone, so that what it needs for that is read. */
  readonly keeps: boolean
  /** Notes what rows did that were stored. */
  readonly note: (
    rows: readonly KnownRow[],
    done: { readonly counts: RecordCounts; readonly notes: Notes },
  ) => Promise<void>
}

/** Writes all of these rows, or none of them. */
async function writeAll(
  { db, place, types, careful, keeps, note }: Storing,
  rows: readonly KnownRow[],
): Promise<RecordCounts> {
  let notes: Notes = { added: '[]', before: '[]', after: '[]' }
  await sql`savepoint piece`.execute(db)
  try {
    const counts = await place.asPlugin(db, (own) =>
      writeRows(own, place, {
        rows: rows.map(({ row }) => row),
        names: { lines: rows.map(({ line }) => line) },
        careful,
        types,
        ...(keeps ? { onNotes: (found: Notes) => void (notes = found) } : {}),
      }),
    )
    await sql`release savepoint piece`.execute(db)
    await note(rows, { counts, notes })
    return counts
  } catch (error) {
    if (refusalOf(error)) {
      await sql`rollback to savepoint piece`.execute(db)
      await sql`release savepoint piece`.execute(db)
    }
    throw error
  }
}

/** So often a table may refuse rows in one transaction; then others have their turn. */
const mostRefusals = 40

/** What was done, and pieces of rows that nobody has decided on yet. */
interface Written<Found extends Row> {
  readonly done: PartOutcome
  readonly rest: readonly (readonly Found[])[]
}

/** After so many refused rows their share says how many others stand between two of them. */
const fewRefused = 4

/** The rows of a refused piece in smaller ones: halves, or where many rows are refused, pieces that hold about one of those. */
function inPieces(
  rows: readonly KnownRow[],
  { refused, stored }: { readonly refused: number; readonly stored: number },
) {
  const half = Math.ceil(rows.length / 2)
  const size = refused < fewRefused ? half : Math.min(half, Math.ceil((refused + stored) / refused))
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, nth) => rows.slice(nth * size, (nth + 1) * size))
}

/** Writes the rows that the table takes: where it refuses one among many, ever smaller pieces are tried until that one is found, or it is enough. */
async function writeGood(storing: Storing, pieces: readonly (readonly KnownRow[])[]): Promise<Written<KnownRow>> {
  const rest = [...pieces]
  let done: PartOutcome = { ...none, refused: [] }
  let stored = 0
  for (let refusals = 0; refusals < mostRefusals;) {
    const rows = rest.shift()
    const [only] = rows ?? []
    if (!rows || !only) break
    try {
      done = sumOf(done, { ...(await writeAll(storing, rows)), refused: [] })
      stored += rows.length
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      refusals += 1
      if (rows.length > 1) rest.unshift(...inPieces(rows, { refused: done.refused.length, stored }))
      else {
        const place = { line: only.line, column: refusal.column ?? null, code: 'refused_by_table' } as const
        done = sumOf(done, { ...none, refused: [{ ...place, reason: sayRefusal(refusal) }] })
      }
    }
  }
  return { done, rest }
}

/** Stores the good ones of these rows in one transaction, as far as it comes. */
function store(
  place: ImportPlace,
  id: string,
  { pieces, careful }: { readonly pieces: readonly (readonly Row[])[]; readonly careful: boolean },
): Promise<Written<Row>> {
  return place.transaction(async (db) => {
    const { forgotten } = await holdOpen(db, place, id)
    // why: what the table would look at only at the end could not be told of one row
    await sql`set constraints all immediate`.execute(db)
    // why: a plan of the first parts, when there was little, would be kept for all others
    await sql`set local plan_cache_mode = force_custom_plan`.execute(db)
    const types = await columnTypes(db, place)
    const rows = pieces.flat()
    const { once, refused } = partTwice(rows, await keyStates(db, place, { id, rows, types }))
    const note: Storing['note'] = (stored, { counts, notes }) =>
      noteRows(db, place, {
        id,
        digests: stored.map(({ digest }) => digest),
        lines: stored.map(({ line }) => line),
        notes: forgotten ? null : notes,
        // why: what came before is counted already
        counts: { ...counts, unchanged: Math.max(0, counts.unchanged - stored.filter(({ again }) => again).length) },
      })
    const known = new Map(once.map((row) => [row.row, row]))
    const left = pieces.map((piece) => piece.flatMap(({ row }) => known.get(row) ?? []))
    const { done, rest } = await writeGood(
      { db, place, types, careful, keeps: !forgotten, note },
      left.filter(({ length }) => length > 0),
    )
    return { done: sumOf({ ...none, refused }, done), rest }
  })
}

/** Stores the good ones of these rows, in as many transactions as it takes: a table that refuses many keeps nobody waiting. */
async function storeAll(place: ImportPlace, id: string, rows: readonly Row[]): Promise<PartOutcome> {
  let done: PartOutcome = { ...none, refused: [] }
  for (let pieces: readonly (readonly Row[])[] = [rows]; pieces.length > 0;) {
    const asked = pieces
    const written = await untilNotRaced((careful) => store(place, id, { pieces: asked, careful }))
    done = sumOf(done, written.done)
    pieces = written.rest
  }
  return done
}

/** Rows of a part that fit the columns of the table, and what is wrong with the others. */
export interface SortedPart {
  readonly fit: readonly Row[]
  readonly unfit: readonly RefusedRow[]
}

/** Looks which rows of a part fit the columns; nothing is stored. Refuses with `too_many_rows` and `rows_too_large`. */
export async function sortPart(table: ImportPlace['table'], { rows, lines }: FilePart): Promise<SortedPart> {
  const { fit, wrong } = await sortRows(table, rows)
  const lineOf = (index: number) => lines[index] ?? index + 1
  return {
    fit: fit.map(({ index, row }) => ({ row, line: lineOf(index) })),
    unfit: wrong.map(({ index, ...place }) => ({ line: lineOf(index), ...place })),
  }
}

/**
 * Stores a part of a file: the good rows go in, the others are answered with what is wrong. The same part may be sent again. Refuses with
 * `import_unknown`, `import_over` and `records_contended`.
 */
export async function importRows(place: ImportPlace, id: string, { fit, unfit }: SortedPart): Promise<PartOutcome> {
  const stored = fit.length === 0 ? { ...none, refused: [] } : await storeAll(place, id, fit)
  const outcome = sumOf({ ...none, refused: unfit }, stored)
  const refused = [...new Set(outcome.refused.map(({ line }) => line))]
  if (refused.length > 0) {
    await place.transaction(async (db) => {
      await holdOpen(db, place, id)
      await noteRefused(db, place, { id, lines: refused })
    })
  }
  return outcome
}

import { setFlagsFromString } from 'node:v8'
import {
  rowsOfCells,
  headOf,
  importRows,
  sortPart,
  upsertRows,
  type ImportPlace,
  type RefusedRow,
  type SortedPart,
} from '@tessera/records'
import type { FileRows, RowFile } from '@tessera/row-files'
import { returnMemory } from '../start/return-memory.ts'

const atOnce = 1_000
/** Rows of a part, by engine: on the embedded one others wait meanwhile. */
const brought = { embedded: 1_000, postgres: 5_000 } as const
const mostNamed = 1_000

/** What became of a file, or would. */
export interface FileOutcome {
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  /** How many rows were refused. */
  readonly refused: number
  /** The first places that are wrong. */
  readonly wrong: readonly RefusedRow[]
}

/** Rows that were refused, as they stand in the file. */
export interface RefusedCells {
  readonly line: number
  readonly reasons: readonly string[]
  readonly cells: readonly unknown[]
}

const reasonOf = ({ column, reason }: RefusedRow) => (column === null ? reason : `${column}: ${reason}`)

/** Gathers what was refused and tells it part by part. */
function gather(onRefused: (rows: readonly RefusedCells[]) => void) {
  const sum = { inserted: 0, updated: 0, unchanged: 0, refused: 0 }
  const wrong: RefusedRow[] = []
  return {
    add: (part: FileRows, counts: Omit<typeof sum, 'refused'>, refused: readonly RefusedRow[]) => {
      const inOrder = refused.toSorted((one, other) => one.line - other.line)
      const lines = Map.groupBy(inOrder, ({ line }) => line)
      const cellsAt = new Map(part.lines.map((line, at) => [line, part.cells[at] ?? []]))
      for (const name of ['inserted', 'updated', 'unchanged'] as const) sum[name] += counts[name]
      sum.refused += lines.size
      wrong.push(...inOrder.slice(0, mostNamed - wrong.length))
      onRefused(
        [...lines].map(([line, found]) => ({ line, reasons: found.map(reasonOf), cells: cellsAt.get(line) ?? [] })),
      )
    },
    outcome: (): FileOutcome => ({ ...sum, wrong }),
  }
}

const none = { inserted: 0, updated: 0, unchanged: 0 }

/** Refuses a head that names columns which the table does not have, with `csv_wrong`. */
export function assertHead({ table }: Pick<ImportPlace, 'table'>, file: RowFile): void {
  if (!file.typed) headOf(table, { cells: file.columns, line: 1 })
}

function rowsIn({ table }: ImportPlace, file: RowFile, { cells, lines }: FileRows) {
  return { rows: rowsOfCells(table, { columns: file.columns, cells, typed: file.typed }), lines }
}

/** Looks at all rows of a file and stores none. */
export async function checkFile(place: ImportPlace, file: RowFile): Promise<FileOutcome> {
  const { add, outcome } = gather(() => {})
  for await (const part of file.parts(atOnce))
    add(part, none, (await sortPart(place.table, rowsIn(place, file, part))).unfit)
  return outcome()
}

/** Says what the rows of a file, which are known to fit their columns, would do. Refuses with `rows_wrong` what the table itself refuses. */
export async function tryFile(place: ImportPlace, file: RowFile): Promise<FileOutcome> {
  const { add, outcome } = gather(() => {})
  const own = { ...place, transaction: asOwn(place) }
  for await (const part of file.parts(atOnce)) {
    const { rows, lines } = rowsIn(place, file, part)
    add(part, await upsertRows(own, rows, { lines, check: true }), [])
  }
  return outcome()
}

const asOwn =
  ({ transaction, asPlugin }: ImportPlace): ImportPlace['transaction'] =>
  (run) =>
    transaction((db) => asPlugin(db, run))

/** Stores the good rows of a file under an import that was begun, in as little memory as many rows need as a few. */
export async function bringFile(
  place: ImportPlace,
  file: RowFile,
  import_: {
    readonly id: string
    readonly engine: keyof typeof brought
    readonly onRefused: (rows: readonly RefusedCells[]) => void
  },
): Promise<FileOutcome> {
  const { add, outcome } = gather(import_.onRefused)
  // why: each part is garbage when it is stored, and the heap would grow by half before V8 looks for it; the next limit is set by a collection
  setFlagsFromString('--heap-growing-percent=30')
  returnMemory()
  for await (const { part, sorted } of oneAhead(sortedParts(place, file, brought[import_.engine]))) {
    const { refused, ...counts } = await importRows(place, import_.id, sorted)
    add(part, counts, refused)
  }
  return outcome()
}

async function* sortedParts(
  place: ImportPlace,
  file: RowFile,
  most: number,
): AsyncGenerator<{ readonly part: FileRows; readonly sorted: SortedPart }, void, undefined> {
  for await (const part of file.parts(most))
    yield { part, sorted: await sortPart(place.table, rowsIn(place, file, part)) }
}

/** The same, one made while the one before is worked on. */
async function* oneAhead<T>(values: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const iterator = values[Symbol.asyncIterator]()
  for (let next = iterator.next(); ;) {
    const { value, done } = await next
    if (done) return
    next = iterator.next()
    // why: it is heard of when it is this one's turn
    next.catch(() => {})
    yield value
  }
}

import type { inferRouterOutputs } from '@trpc/server'
import type { RowFile } from '@tessera/row-files'
import type { AppRouter } from '../api/app-router.ts'
import type { useTRPCClient } from '../api/trpc.ts'
import type { Mapping } from './mapping.ts'
import { packRows } from './pack-rows.ts'

/** A table that is imported into. */
export type ImportTable = inferRouterOutputs<AppRouter>['imports']['tables'][number]

/** A row of a file that was refused, with its cells as they stand there. */
export interface Refused {
  readonly line: number
  readonly reason: string
  readonly cells: readonly unknown[]
}

/** How far an import is. */
export interface ImportProgress {
  readonly rows: number
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  readonly refusedRows: number
  /** The first of those that were refused, as many as are kept. */
  readonly refused: readonly Refused[]
}

/** So many refused rows are kept to be downloaded, and so many characters of them. */
export const mostRefused = 20_000
const mostCharacters = 10_000_000
const readAtOnce = 1_000

/** What is imported, and whom it is told. */
interface ImportWork {
  readonly client: ReturnType<typeof useTRPCClient>
  readonly table: Pick<ImportTable, 'plugin' | 'name'>
  readonly file: RowFile
  readonly fileName: string
  readonly mapping: Mapping
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportProgress) => void
}

/** The refused rows of a part, what is wrong with each in one text. */
function reasonsByLine(wrong: readonly { line: number; column: string | null; reason: string }[]): Map<number, string> {
  const reasons = new Map<number, string>()
  for (const { line, column, reason } of wrong) {
    const said = column === null ? reason : `${column}: ${reason}`
    const before = reasons.get(line)
    reasons.set(line, before === undefined ? said : `${before}; ${said}`)
  }
  return reasons
}

/** Brings the rows of a file, a part after the other, and ends the import, also when it is broken off. Answers how far it came. */
export async function importFile(work: ImportWork): Promise<ImportProgress> {
  const { client, table, file, mapping, signal } = work
  const { id } = await client.imports.begin.mutate({ plugin: table.plugin, table: table.name, file: work.fileName })
  let progress: ImportProgress = { rows: 0, inserted: 0, updated: 0, unchanged: 0, refusedRows: 0, refused: [] }
  const refused: Refused[] = []
  let characters = 0
  const refuse = (row: Refused) => {
    characters += JSON.stringify(row.cells).length
    if (refused.length < mostRefused && characters < mostCharacters) refused.push(row)
  }
  let isWhole = false
  try {
    for await (const rows of file.parts(readAtOnce)) {
      const { parts, odd } = packRows(rows, mapping, file.columns.length)
      for (const row of odd) refuse(row)
      progress = { ...progress, rows: progress.rows + odd.length, refusedRows: progress.refusedRows + odd.length }
      const cellsAt = new Map(rows.lines.map((line, at) => [line, rows.cells[at] ?? []]))
      for (const part of parts) {
        signal.throwIfAborted()
        // why: the next part is read when the server has stored this one, so that neither holds more than one
        const done = await client.imports.rows.mutate({ id, ...part, typed: file.typed }, { signal })
        const reasons = reasonsByLine(done.refused)
        for (const [line, reason] of reasons) refuse({ line, reason, cells: cellsAt.get(line) ?? [] })
        progress = {
          rows: progress.rows + part.lines.length,
          inserted: progress.inserted + done.inserted,
          updated: progress.updated + done.updated,
          unchanged: progress.unchanged + done.unchanged,
          refusedRows: progress.refusedRows + reasons.size,
          refused,
        }
        work.onProgress(progress)
      }
    }
    isWhole = true
  } finally {
    const ended = client.imports.end.mutate({ id, cancelled: !isWhole })
    // why: what broke it off is what is to be told
    await (isWhole ? ended : ended.catch(() => {}))
  }
  return { ...progress, refused }
}

import { asSentence } from '../api/problem-of.ts'
import { tenantBase } from '../api/tenant-address.ts'

/** What became of rows, or would. */
export interface RowCounts {
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
}

/** A wrong place of a file. */
export interface WrongPlace {
  readonly path: string
  readonly message: string
}

/** Rows that were refused, with what is wrong where. */
export class RowsRefused extends Error {
  readonly code: string
  readonly places: readonly WrongPlace[]

  constructor(problem: { readonly code: string; readonly detail: string; readonly issues?: readonly WrongPlace[] }) {
    super(asSentence(problem.detail))
    this.code = problem.code
    this.places = problem.issues ?? []
  }
}

const types: Readonly<Record<string, string>> = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
}

/** Media type of a file of rows by its name; CSV for all that do not say. */
export function typeOfFile(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return types[ending] ?? 'text/csv'
}

/** Sends a file of rows; with `check` nothing is stored. Throws `RowsRefused`. */
export async function sendRows(to: {
  readonly plugin: string
  readonly table: string
  readonly file: File
  readonly check: boolean
}): Promise<RowCounts> {
  const { plugin, table, file, check } = to
  const response = await fetch(`${tenantBase()}/api/v1/records/${plugin}/${table}${check ? '?check=true' : ''}`, {
    method: 'PUT',
    headers: { 'content-type': typeOfFile(file.name) },
    body: file,
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer as RowCounts
  const refused = answer as ConstructorParameters<typeof RowsRefused>[0] | null
  throw new RowsRefused(refused ?? { code: 'offline', detail: 'the server does not answer; try again' })
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { issueWords } from '@tessera/plugin-api'
import { externalId, instantInput } from '@tessera/plugin-api/server'
import { unstorableText, type ImportColumn, type UnstorableText } from '@tessera/plugin-api/wire'
import type { z } from 'zod'
import { recordErrors } from './errors.ts'
import { faultWords } from './fault-words.ts'
import type { RecordTable } from './record-table.ts'
import { wrongRows, type RowNames, type WrongPlace } from './wrong-rows.ts'

/** Most rows of one call. */
export const mostRows = 10_000
const megabyte = 1024 * 1024
const mostMegabytes = 16
const slice = 500

/** A row with every column. */
export type CheckedRow = Readonly<Record<string, unknown>>

/** Stands for a row that could not be read, and says why. */
export class UnreadRow {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

function placesOf(index: number, given: unknown, error: z.core.$ZodError): WrongPlace[] {
  return error.issues.flatMap((issue): WrongPlace[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((column) => ({
        index,
        column,
        code: 'column_unknown',
        reason: 'there is no such column; take it out',
      }))
    }
    const [column] = issue.path
    if (column === undefined) return [{ index, column: null, code: 'row_malformed', reason: issueWords(issue) }]
    const isMissing = Object(given)[column] === undefined
    const reason = isMissing ? 'has no value, and needs one' : faultWords(issue)
    return [{ index, column: String(column), code: isMissing ? 'value_missing' : 'value_wrong', reason }]
  })
}

function assertCount(given: number): void {
  if (given > mostRows) throw recordErrors('too_many_rows', { most: mostRows })
}

/** Counts what rows take. Refuses with `rows_too_large`. */
function assertSize(rows: readonly CheckedRow[]): void {
  let bytes = 0
  for (const row of rows) {
    for (const value of Object.values(row)) bytes += typeof value === 'string' ? Buffer.byteLength(value) : 8
  }
  const megabytes = Math.ceil(bytes / megabyte)
  if (megabytes > mostMegabytes) throw recordErrors('rows_too_large', { megabytes, most: mostMegabytes })
}

/** The row without nulls that stand for something left out: so reads give it. */
function withoutNulls({ leftOutByNull }: RecordTable, given: unknown): unknown {
  const row = Object(given) as CheckedRow
  if (!leftOutByNull.some((name) => row[name] === null)) return given
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null || !leftOutByNull.includes(name)),
  )
}

const mostStrays = 100

/** Why a row is not looked at further: one of very many columns would keep everybody waiting. */
function whyUnfit({ columns }: RecordTable, given: unknown): string | null {
  if (typeof given !== 'object' || given === null) return null
  const count = Object.keys(given).length
  return count > columns.length + mostStrays
    ? `has ${count} columns, and the table takes ${columns.length}; leave the others out`
    : null
}

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')

/** A text in a cell that cannot be stored. What is no text is for the columns to judge. */
function unstorableCell(given: unknown): UnstorableText | null {
  if (typeof given !== 'object' || given === null) return null
  for (const name of Object.keys(given)) {
    const value = (given as CheckedRow)[name]
    if (isStorable(name) && (typeof value !== 'string' || isStorable(value))) continue
    const found = unstorableText({ [name]: typeof value === 'object' ? null : value })
    if (found) return found
  }
  return null
}

// why: rows are many, and only what begins or ends so may be none to the database
const mayBeFar = /^(000[01]|9999)|[+-](1[6-9]|2\d):\d\d$/

/** A time or day that ISO 8601 writes and the database does not take, and why. */
function farValue(columns: readonly ImportColumn[], row: CheckedRow): { name: string; reason: string } | null {
  for (const { name, kind } of columns) {
    const value = row[name]
    if ((kind !== 'instant' && kind !== 'date') || typeof value !== 'string' || !mayBeFar.test(value)) continue
    const instant = kind === 'date' ? `${value}T00:00:00Z` : value
    const [issue] = instantInput.safeParse(instant).error?.issues ?? []
    if (issue) return { name, reason: issue.message }
  }
  return null
}

/** A checked row with every column, ids of users and accounts as events keep them. */
function asKept(columns: readonly ImportColumn[], row: Readonly<Record<string, unknown>>): CheckedRow {
  const kept: Record<string, unknown> = {}
  for (const { name, idOf } of columns) {
    const value = row[name] ?? null
    kept[name] = idOf !== undefined && typeof value === 'string' ? externalId(idOf, value) : value
  }
  return kept
}

/** A row that fits the columns, and where it stood among those given. */
export interface FitRow {
  readonly index: number
  readonly row: CheckedRow
}

function wrongPlaces(index: number, column: string | null, fault: Pick<WrongPlace, 'code' | 'reason'>): WrongPlace[] {
  return [{ index, column, ...fault }]
}

/** The row as it is kept, or what is wrong with it. */
function lookAt(table: RecordTable, given: unknown, index: number): CheckedRow | readonly WrongPlace[] {
  const unfit = given instanceof UnreadRow ? given.reason : whyUnfit(table, given)
  if (unfit !== null) return wrongPlaces(index, null, { code: 'row_malformed', reason: unfit })
  const unstorable = unstorableCell(given)
  if (unstorable) return wrongPlaces(index, unstorable.path || null, { code: 'value_wrong', reason: unstorable.reason })
  const parsed = table.row.safeParse(withoutNulls(table, given))
  if (!parsed.success) return placesOf(index, given, parsed.error)
  const far = farValue(table.columns, parsed.data)
  if (far) return wrongPlaces(index, far.name, { code: 'value_wrong', reason: far.reason })
  return asKept(table.columns, parsed.data)
}

/** Looks at rows, a few at a time, and parts those that fit the columns from what is wrong. Refuses with `too_many_rows` and `rows_too_large`. */
export async function sortRows(
  table: RecordTable,
  rows: readonly unknown[],
): Promise<{ readonly fit: readonly FitRow[]; readonly wrong: readonly WrongPlace[] }> {
  assertCount(rows.length)
  const fit: FitRow[] = []
  const wrong: WrongPlace[] = []
  for (const [index, given] of rows.entries()) {
    // why: whoever else is served is not to wait for all of them
    if (index > 0 && index % slice === 0) await nextTurn()
    const found = lookAt(table, given, index)
    if (Array.isArray(found)) wrong.push(...(found as readonly WrongPlace[]))
    else fit.push({ index, row: found as CheckedRow })
  }
  assertSize(fit.map(({ row }) => row))
  return { fit, wrong }
}

/** Checks rows against the columns. Refuses with `too_many_rows`, `rows_too_large` and `rows_wrong`. */
export async function checkRows(table: RecordTable, rows: readonly unknown[], names?: RowNames): Promise<CheckedRow[]> {
  const { fit, wrong } = await sortRows(table, rows)
  const all = wrongRows(rows.length, names)
  for (const place of wrong) all.add(place)
  all.assertNone()
  return fit.map(({ row }) => row)
}

/** Checks keys. Refuses with `too_many_rows` and `keys_wrong`. */
export function checkKeys(table: RecordTable, keys: readonly unknown[]): CheckedRow[] {
  assertCount(keys.length)
  const checked = keys.map((given, index) => {
    const unstorable = unstorableCell(given)
    if (unstorable)
      throw recordErrors('keys_wrong', { first: `key ${index}, ${unstorable.path}: ${unstorable.reason}` })
    const parsed = table.keyOfRow.safeParse(given)
    if (parsed.success) {
      const own = table.columns.filter(({ isKey }) => isKey)
      const far = farValue(own, parsed.data)
      if (far) throw recordErrors('keys_wrong', { first: `key ${index}, ${far.name}: ${far.reason}` })
      return asKept(own, parsed.data)
    }
    const [place] = placesOf(index, given, parsed.error)
    throw recordErrors('keys_wrong', {
      first: `key ${index}${place?.column ? `, ${place.column}` : ''}: ${place?.reason}`,
    })
  })
  assertSize(checked)
  return checked
}

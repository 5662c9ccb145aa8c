import { setImmediate as nextTurn } from 'node:timers/promises'
import { issueWords } from '@tessera/plugin-api'
import { externalId } from '@tessera/plugin-api/server'
import { unstorableText, type ImportColumn, type UnstorableText } from '@tessera/plugin-api/wire'
import type { z } from 'zod'
import { recordErrors } from './errors.ts'
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
    const reason = isMissing ? 'has no value, and needs one' : issueWords(issue)
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
  for (const [name, value] of Object.entries(given)) {
    if (isStorable(name) && (typeof value !== 'string' || isStorable(value))) continue
    const found = unstorableText({ [name]: typeof value === 'object' ? null : value })
    if (found) return found
  }
  return null
}

const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** Whether an instant lies outside of the years that ISO 8601 writes with four digits, taken at UTC. */
function isFar(value: unknown): boolean {
  if (typeof value !== 'string' || !/^(000[01]|9999)/.test(value)) return false
  const at = Date.parse(value)
  return !(at >= earliest && at <= latest)
}

/** A checked row with every column, ids of users and accounts as events keep them. */
function asKept(columns: readonly ImportColumn[], row: Readonly<Record<string, unknown>>): CheckedRow {
  const kept = ({ name, idOf }: ImportColumn) => {
    const value = row[name] ?? null
    return [name, idOf !== undefined && typeof value === 'string' ? externalId(idOf, value) : value]
  }
  return Object.fromEntries(columns.map(kept))
}

/** Checks rows against the columns, a few at a time. Refuses with `too_many_rows` and `rows_wrong`. */
export async function checkRows(table: RecordTable, rows: readonly unknown[], names?: RowNames): Promise<CheckedRow[]> {
  assertCount(rows.length)
  const wrong = wrongRows(rows.length, names)
  const checked: CheckedRow[] = []
  for (const [index, given] of rows.entries()) {
    // why: whoever else is served is not to wait for all of them
    if (index > 0 && index % slice === 0) await nextTurn()
    if (given instanceof UnreadRow) {
      wrong.add({ index, column: null, code: 'row_malformed', reason: given.reason })
      continue
    }
    const unfit = whyUnfit(table, given)
    if (unfit !== null) {
      wrong.add({ index, column: null, code: 'row_malformed', reason: unfit })
      continue
    }
    const unstorable = unstorableCell(given)
    if (unstorable) {
      wrong.add({ index, column: unstorable.path || null, code: 'value_wrong', reason: unstorable.reason })
      continue
    }
    const parsed = table.row.safeParse(withoutNulls(table, given))
    if (parsed.success) {
      const far = table.columns.find(({ name, kind }) => kind === 'instant' && isFar(parsed.data[name]))
      if (far)
        wrong.add({ index, column: far.name, code: 'value_wrong', reason: 'lies outside of the years 1 to 9999' })
      else checked.push(asKept(table.columns, parsed.data))
      continue
    }
    for (const place of placesOf(index, given, parsed.error)) wrong.add(place)
  }
  wrong.assertNone()
  assertSize(checked)
  return checked
}

/** Checks keys. Refuses with `too_many_rows` and `keys_wrong`. */
export function checkKeys(table: RecordTable, keys: readonly unknown[]): CheckedRow[] {
  assertCount(keys.length)
  const checked = keys.map((given, index) => {
    const unstorable = unstorableCell(given)
    if (unstorable)
      throw recordErrors('keys_wrong', { first: `key ${index}, ${unstorable.path}: ${unstorable.reason}` })
    const parsed = table.keyOfRow.safeParse(given)
    if (parsed.success)
      return asKept(
        table.columns.filter(({ isKey }) => isKey),
        parsed.data,
      )
    const [place] = placesOf(index, given, parsed.error)
    throw recordErrors('keys_wrong', {
      first: `key ${index}${place?.column ? `, ${place.column}` : ''}: ${place?.reason}`,
    })
  })
  assertSize(checked)
  return checked
}

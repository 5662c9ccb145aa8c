import type { Issue } from '@tessera/plugin-api'
import { recordErrors } from './errors.ts'

/** What is wrong with a row; stable. */
export type RowFault =
  'column_unknown' | 'value_missing' | 'value_wrong' | 'key_twice' | 'row_malformed' | 'refused_by_table'

/** One wrong place. */
export interface WrongPlace {
  /** Of the row, from 0. */
  readonly index: number
  readonly column: string | null
  readonly code: RowFault
  readonly reason: string
}

const mostIssues = 200

/** Names rows: by their places among those given, or by the lines of a file they stand in. */
export interface RowNames {
  readonly lines?: readonly number[] | null
}

/** Gathers what is wrong with rows. */
export interface WrongRows {
  readonly add: (place: WrongPlace) => void
  readonly has: (index: number) => boolean
  /** Refuses with `rows_wrong` when anything is wrong. */
  readonly assertNone: () => void
}

/** A gatherer over so many rows. It keeps the first 200 places, and counts the rest. */
export function wrongRows(all: number, { lines }: RowNames = {}): WrongRows {
  const rows = new Set<number>()
  const issues: Issue[] = []
  let first = ''
  return {
    add: ({ index, column, code, reason }) => {
      rows.add(index)
      const line = lines?.[index]
      const inside = column === null ? '' : `.${column}`
      if (first === '')
        first = `${line === undefined ? `row ${index}` : `line ${line}`}${column === null ? '' : `, ${column}`}: ${reason}`
      if (issues.length >= mostIssues) return
      issues.push({ path: `${line === undefined ? `rows.${index}` : `line ${line}`}${inside}`, message: reason, code })
    },
    has: (index) => rows.has(index),
    assertNone: () => {
      if (rows.size > 0) throw recordErrors('rows_wrong', { wrong: rows.size, all, first }, issues)
    },
  }
}

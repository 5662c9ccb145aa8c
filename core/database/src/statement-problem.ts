import type { ProblemError } from '@tessera/plugin-api'
import { databaseErrors } from './errors.ts'
import { unavailable } from './trouble.ts'

/** Whether an error is one the database gave for a statement: it has a SQLSTATE and a severity. */
const isStatementError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error &&
  'severity' in error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^[0-9A-Z]{5}$/.test(error.code)

const codes = { '22': 'data_error', '23': 'data_conflict', '42': 'query_failed', '54': 'too_complex' } as const
const hasCode = (group: string): group is keyof typeof codes => Object.hasOwn(codes, group)

/** What moments of the database there are that a statement may hit without being wrong. */
const moments: Readonly<Record<string, string>> = {
  '57014': 'the database stopped the statement',
  '25006': 'the database takes no changes at the moment',
}

/**
 * The refusal for an error the database gave for a statement, by the class of its SQLSTATE; null for errors of others. Only
 * class 42 says that the SQL is wrong, and class 22 that a value is.
 */
export function statementProblem(error: unknown): ProblemError | null {
  if (!isStatementError(error)) return null
  const { code: state } = error
  const group = state.slice(0, 2)
  const moment = moments[state]
  if (moment !== undefined) return unavailable(moment, error)
  return Object.assign(databaseErrors(hasCode(group) ? codes[group] : 'database_error', { state }), { cause: error })
}

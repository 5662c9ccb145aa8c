import { ProblemError } from '@tessera/plugin-api'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'

/** Classes of SQLSTATE that say the statement itself is wrong, and the codes of others that say so of one that only reads. */
const wrongStatement = /^(42...|0A000|25006)$/

const values: Readonly<Record<string, string>> = {
  '22012': 'a division by zero',
  '22003': 'a number is too large',
  '22007': 'a text is no date',
  '22008': 'a date is out of range',
  '22P02': 'a text is no number, date or id',
  '22021': 'a text holds a character that cannot be stored',
}

/**
 * The refusal for what the database says of a question's statement, with the metrics it names: class 42 is the plugin's fault,
 * class 22 a value's. Everything else is given on as it is. The cause stays for the log.
 */
export function nameFailure(error: unknown, query: MetricQuery): unknown {
  const { code } = error as { readonly code?: unknown }
  if (error instanceof ProblemError || typeof code !== 'string') return error
  const metric = query.metrics.map(({ id }) => id).join(', ')
  if (wrongStatement.test(code)) return Object.assign(queryErrors('query_failed', { metric }), { cause: error })
  if (!/^22...$/.test(code)) return error
  const what = values[code] ?? 'a value does not fit'
  return Object.assign(queryErrors('data_error', { metric, what }), { cause: error })
}

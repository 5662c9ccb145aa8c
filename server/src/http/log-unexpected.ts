import type { ProblemError } from '@tessera/plugin-api'
import { TRPCError } from '@trpc/server'
import type { Logger } from 'pino'
import { toProblemError } from './problem-of.ts'

/** Logs what nobody expected, with the id shown to the caller, and answers the problem to send. */
export function reportError(log: Logger, error: unknown, where: string): ProblemError {
  const problem = toProblemError(error)
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error
  const about = { err: cause, where, code: problem.code }
  // why: a server that has enough to do says so to hundreds in a second, and expected it
  const isExpected = problem.retryAfter !== undefined && problem.cause === undefined
  if (isExpected) log.info({ where, code: problem.code }, problem.message)
  else if (problem.status >= 500) log.error(about, problem.message)
  // why: what the database said of a value is no fault of ours, and only the log may quote it
  else if (problem.cause !== undefined) log.warn(about, problem.message)
  return problem
}

import type { ProblemError } from '@tessera/plugin-api'
import { TRPCError } from '@trpc/server'
import type { Logger } from 'pino'
import { toProblemError } from './problem-of.ts'

/** Logs what nobody expected, with the id shown to the caller, and answers the problem to send. */
export function reportError(log: Logger, error: unknown, where: string): ProblemError {
  const problem = toProblemError(error)
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error
  if (problem.status >= 500) log.error({ err: cause, where, code: problem.code }, problem.message)
  return problem
}

import { pluginErrors, ProblemError } from '@tessera/plugin-api'
import { statementProblem } from '@tessera/database'
import type { Problem } from '@tessera/plugin-api/wire'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import { inputProblem } from '@tessera/plugin-api/server'

const incidents = new WeakMap<object, string>()

/** Id under which an unexpected error is logged and shown; the same error keeps its id. */
function incidentOf(error: object): string {
  const id = incidents.get(error) ?? crypto.randomUUID().slice(0, 8)
  incidents.set(error, id)
  return id
}

/** What a status means, in words. */
export const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  417: 'Expectation failed',
  421: 'Wrong host',
  422: 'Not valid',
  429: 'Too many requests',
  431: 'Headers too large',
  499: 'Caller left',
  500: 'Internal error',
  503: 'Unavailable',
  504: 'Timed out',
}

function fromTrpc(error: TRPCError): ProblemError | null {
  const status = getHTTPStatusCodeFromError(error)
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.core.$ZodError) return inputProblem(error.cause)
  if (status >= 500) return null
  if (error.code === 'PARSE_ERROR') return pluginErrors('body_malformed', { reason: error.message })
  return new ProblemError(error.message, { code: error.code.toLowerCase(), status, issues: [] })
}

/** By shape: a plugin may bring its own copy of the class. */
function isProblemError(error: unknown): error is ProblemError {
  return (
    error instanceof Error && error.name === 'ProblemError' && 'code' in error && 'status' in error && 'issues' in error
  )
}

/** What is wrong, in the words of a `ProblemError`, whoever threw it. What nobody expected becomes `internal`. */
export function toProblemError(error: unknown): ProblemError {
  if (isProblemError(error)) return error
  if (error instanceof TRPCError) {
    if (isProblemError(error.cause)) return error.cause
    const known = fromTrpc(error)
    if (known) return known
    if (error.cause) return toProblemError(error.cause)
  }
  const statement = statementProblem(error)
  if (statement) return statement
  const subject = typeof error === 'object' && error !== null ? error : new Error(String(error))
  return serverErrors('internal', { id: incidentOf(subject) })
}

/** Most wrong places a problem lists, and most characters of a sentence: an answer is not larger than what it refuses. */
const most = { issues: 50, sentence: 1_000 }

const short = (text: string) =>
  text.length > most.sentence ? `${text.slice(0, most.sentence).toWellFormed()} …` : text

/** The document a problem is sent as. */
export function problemDocument(error: ProblemError): Problem {
  const issues = error.issues.slice(0, most.issues).map(({ path, message, code }) => ({
    path: short(path),
    message: short(message),
    ...(code === undefined ? {} : { code }),
  }))
  return {
    type: `urn:tessera:problem:${error.code}`,
    title: titles[error.status] ?? 'Error',
    status: error.status,
    code: error.code,
    detail: short(error.message),
    ...(issues.length > 0 ? { issues } : {}),
  }
}

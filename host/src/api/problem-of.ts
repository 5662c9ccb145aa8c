import { isTRPCClientError } from '@trpc/client'

/** What went wrong, for the reader: a stable code and a sentence that says what to do. */
export interface ShownProblem {
  readonly code: string
  readonly detail: string
  readonly status: number | null
}

/** What Chromium, Firefox and Safari say of a part of the page that did not come. */
const partAway = /dynamically imported module|importing a module script failed/i

/** Reads any thrown value as a problem. No answer at all, to a question or for a part of the page, reads as `offline`. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof TypeError && partAway.test(error.message)) return offline
  if (!isTRPCClientError(error)) {
    const detail = error instanceof Error ? error.message : String(error)
    return { code: codeIn(error) ?? 'page_failed', detail, status: null }
  }
  const data: unknown = error.data
  if (data === null || data === undefined) return offline
  const status = numberIn(data, 'status') ?? numberIn(data, 'httpStatus')
  const problem = fieldIn(data, 'problem')
  const code = codeIn(problem) ?? codeIn(data) ?? 'unknown'
  const detail = textIn(problem, 'detail') ?? textIn(data, 'detail') ?? error.message
  return { code, detail: asSentence(detail), status }
}

/** What was wrong with which place of what was sent; none where that is not told. */
export function issuesOf(error: unknown): readonly { readonly path: string; readonly message: string }[] {
  const issues = isTRPCClientError(error) ? fieldIn(fieldIn(error.data, 'problem'), 'issues') : undefined
  if (!Array.isArray(issues)) return []
  return issues.map((issue) => ({ path: textIn(issue, 'path') ?? '', message: textIn(issue, 'message') ?? '' }))
}

/** Client errors that pass: too slow, in conflict with something under way, too early, too many, broken off. */
const passing = new Set([408, 409, 425, 429, 499])

/** Whether the same, asked again, may be answered. What was refused for what it is will be refused again. */
export function mayPass({ status }: ShownProblem): boolean {
  return status === null || status >= 500 || passing.has(status)
}

/** A sentence as it stands on a page: with a capital. */
export function asSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Shown while the server does not answer. */
export const offline: ShownProblem = {
  code: 'offline',
  detail: 'The server does not answer. Check that it is running and that you are online, then try again.',
  status: null,
}

/** Whether the caller has to sign in (again). */
export function isSignedOut(error: unknown): boolean {
  return problemOf(error).status === 401
}

/** Whether the caller does not belong to the tenant of the page. */
export function isElsewhere(error: unknown): boolean {
  return problemOf(error).code === 'not_a_member'
}

function fieldIn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined
}

function textIn(value: unknown, key: string): string | undefined {
  const text = fieldIn(value, key)
  return typeof text === 'string' && text !== '' ? text : undefined
}

function numberIn(value: unknown, key: string): number | null {
  const number = fieldIn(value, key)
  return typeof number === 'number' ? number : null
}

function codeIn(value: unknown): string | undefined {
  return textIn(value, 'code')
}

import type { ProblemError } from '../problem-error.ts'
import { unstorableText } from '../wire/unstorable-text.ts'
import { z } from 'zod'
import { pluginErrors } from '../errors.ts'
import { unfoldIssues } from './unfold-issues.ts'

const pathOf = (path: readonly PropertyKey[]) => path.map(String).join('.')

/** A failed check of an input as `input_invalid`, every wrong place listed. */
export function inputProblem(error: z.core.$ZodError): ProblemError {
  const issues = unfoldIssues(error.issues).map((issue) => ({ path: pathOf(issue.path), message: issue.message }))
  const first = issues[0]
  const said = first ? (first.path === '' ? first.message : `${first.path}: ${first.message}`) : 'it is not valid'
  return pluginErrors('input_invalid', { first: said }, issues)
}

/** Checks an input. Refuses with `input_invalid`. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const unstorable = unstorableText(value)
  if (unstorable) {
    const { path, reason } = unstorable
    const first = path === '' ? reason : `${path}: ${reason}`
    throw pluginErrors('input_invalid', { first }, [{ path, message: reason }])
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw inputProblem(parsed.error)
  return parsed.data
}

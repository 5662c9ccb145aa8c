import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** How little an input looks like what an alternative asks for: the wrong, missing and strange fields at its top. */
function distance(issues: readonly Issue[]): number {
  const atTop = issues.filter(({ path }) => path.length <= 1)
  return atTop.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0)
}

/**
 * What is wrong, with the issues of the nearest alternative in place of "none of the alternatives fits"; the first of
 * equally near ones.
 */
export function unfoldIssues(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
    const nearest = issue.errors.reduce((best, other) => (distance(other) < distance(best) ? other : best))
    return unfoldIssues(nearest).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
  })
}

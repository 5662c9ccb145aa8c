import type { z } from 'zod'

/** What to write instead, of a value that a schema does not take. */
export function issueWords(issue: z.core.$ZodIssue): string {
  const said = sizeWords(issue)
  return said ?? issue.message
}

function sizeWords(issue: z.core.$ZodIssue): string | null {
  if (issue.code === 'too_small')
    return words(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')
  if (issue.code === 'too_big')
    return words(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')
  return null
}

function words(origin: string, bound: number | bigint, how: string): string | null {
  const size = bound.toLocaleString('en-US')
  if (origin === 'number' || origin === 'int') return `write ${how} ${size}`
  return origin === 'string' ? `write ${how} ${size} ${size === '1' ? 'character' : 'characters'}` : null
}

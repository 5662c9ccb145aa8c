import type { ProblemError } from '@tessera/plugin-api'

/** Seconds after which to ask again, the longest of several problems; null where none of them passes by itself. */
export function retryAfterOf(problems: readonly ProblemError[]): string | null {
  const seconds = problems.flatMap(({ status, retryAfter }) => retryAfter ?? (status === 503 ? 1 : []))
  return seconds.length === 0 ? null : String(Math.max(...seconds))
}

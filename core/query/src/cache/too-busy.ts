import type { ProblemError } from '@tessera/plugin-api'
import { queryErrors } from '../errors.ts'

const longestSeconds = 60

/** The refusal of who cannot be answered in time, with the time after which those who wait now are expected to be done. */
export function tooBusy(milliseconds: number): ProblemError {
  return queryErrors('too_busy', { seconds: Math.min(longestSeconds, Math.max(1, Math.ceil(milliseconds / 1000))) })
}

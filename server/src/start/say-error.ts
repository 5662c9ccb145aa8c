import { ProblemError } from '@tessera/plugin-api'
import { serverErrors } from '../errors.ts'

/** What the system says of a file that cannot be read or written. */
const ofFiles = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG'])

/** One sentence for what somebody can mend; the stack of everything else. */
export function sayError(error: unknown): string {
  if (error instanceof ProblemError) return error.message
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as NodeJS.ErrnoException
  if (code && path && ofFiles.has(code)) return serverErrors('file_unusable', { path, reason: code }).message
  return error.stack ?? error.message
}

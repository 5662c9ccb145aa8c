import { chmodSync, lstatSync, mkdirSync, realpathSync, statSync, type Stats } from 'node:fs'
import { databaseErrors } from '../errors.ts'

/** Whether this process runs as the owner of a file, and nobody else may touch it. Windows keeps no such modes. */
function isOurs({ uid, mode }: Stats, others = 0o077): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & others) === 0)
}

function assertOwner(folder: string, { uid }: Stats): void {
  const user = process.getuid?.()
  if (user !== undefined && uid !== user) throw databaseErrors('data_dir_foreign', { folder, owner: uid, user })
}

/** Closes a folder to everybody else. Some file systems keep no modes, and say nothing when they are set. */
function closeToOthers(folder: string): void {
  let reason = 'the file system keeps no modes'
  try {
    chmodSync(folder, 0o700)
  } catch (error) {
    reason = (error as Error).message
  }
  if (!isOurs(statSync(folder))) throw databaseErrors('data_dir_open', { folder, reason })
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // why: on a read-only file system, Node answers a recursive call with a reason that misleads
    if ((error as NodeJS.ErrnoException).code === 'EROFS') throw error
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  }
}

/**
 * Makes a folder that only this user may enter, or closes the one that is there; answers its real path. The engine writes
 * files that everybody may read, so the folder is what keeps them. Refuses with `data_dir_foreign` what belongs to somebody
 * else, a link to it included, with `data_dir_open` what cannot be closed, with `data_dir_unusable` what cannot be made.
 */
export function privateFolder(folder: string): string {
  let path: string
  try {
    makeFolder(folder)
    path = realpathSync(folder)
  } catch (error) {
    throw databaseErrors('data_dir_unusable', { folder, reason: (error as Error).message })
  }
  assertOwner(folder, lstatSync(folder))
  const found = statSync(path)
  assertOwner(folder, found)
  if (!isOurs(found)) closeToOthers(path)
  return path
}

/** Whether a path is a folder, no link to one, that only this user may enter. */
export function isPrivateFolder(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isDirectory() === true && isOurs(found)
}

/** Whether a path is a file, no link to one, of this user, that nobody else may write. */
export function isOwnFile(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true && isOurs(found, 0o022)
}

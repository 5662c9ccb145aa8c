import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseErrors } from '../errors.ts'
import { isOwnFile } from './private-folder.ts'

/** Gives a folder back. */
export type Unlock = () => void

// why: collected as garbage, a lock would open while its folder is in use
const held = new Set<DatabaseSync>()

const busy = 5
const isBusy = (error: unknown) => ((error as { errcode?: number }).errcode ?? 0) % 256 === busy

/**
 * Takes a folder for this process, or answers null when a living process has it. The lock is one of the operating system, taken
 * through SQLite on an empty file: it ends with the process, however that ends, whatever its number is and in whichever
 * container it runs. The file stays for ever, because removing it would let two processes lock one name. No other code of
 * the process may open it: closing any handle on it would open the lock.
 */
export function lockDataDir(dataDir: string): Unlock | null {
  const file = join(dataDir, 'in-use.lock')
  if (lstatSync(file, { throwIfNoEntry: false }) && !isOwnFile(file)) {
    throw databaseErrors('data_dir_unusable', {
      folder: dataDir,
      reason: `${file} is not a file of this user; remove it`,
    })
  }
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(file, { timeout: 0 })
    // why: beginning would write a journal, for which a full disk has no room
    lock.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    lock?.close()
    if (isBusy(error)) return null
    throw databaseErrors('data_dir_unusable', { folder: dataDir, reason: (error as Error).message })
  }
  const taken = lock
  held.add(taken)
  return () => {
    if (held.delete(taken)) taken.close()
  }
}

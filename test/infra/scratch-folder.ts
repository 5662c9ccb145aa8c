import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { availableMemory } from 'node:process'
import { join } from 'node:path'

const memoryDisk = '/dev/shm'
/** More than all test processes together ever keep. */
const neededBytes = 6 * 1024 ** 3

function hasRoom(): boolean {
  try {
    accessSync(memoryDisk, constants.W_OK)
    const { bavail, bsize } = statfsSync(memoryDisk)
    return bavail * bsize >= neededBytes && availableMemory() >= 2 * neededBytes
  } catch {
    return false
  }
}

/**
 * Has temporary files of the tests lie in memory where there is room, as on most Linux machines: they open hundreds of databases of a
 * thousand files each, and a disk takes ten times as long. Returns what removes them.
 */
export function useScratchFolder(): () => void {
  if (process.env.TMPDIR !== undefined || !hasRoom()) return () => {}
  const folder = mkdtempSync(join(memoryDisk, 'tessera-tests-'))
  // why: PostgreSQL runs as somebody else where the tests run as root
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

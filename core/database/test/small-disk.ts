import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const megabyte = Buffer.alloc(1024 * 1024)

/** A disk of its own that can be filled and emptied. */
export interface SmallDisk {
  readonly folder: string
  /** Fills it until so many megabytes are left, or none. */
  readonly fill: (left: number) => void
  /** Removes what filled it. */
  readonly empty: () => void
  readonly remove: () => void
}

/** Makes a disk in memory; null for a user who may not mount one. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true })
    return null
  }
  const filler = join(folder, 'filler')
  const free = () => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  const fill = (left: number) => {
    const file = openSync(filler, 'a')
    try {
      while (free() > left * megabyte.length) writeSync(file, megabyte)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
  }
  const remove = () => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  }
  return { folder, fill, empty: () => rmSync(filler, { force: true }), remove }
}

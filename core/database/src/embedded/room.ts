import { statfsSync } from 'node:fs'

/** Room kept free: two files of the engine's journal. A journal that cannot be written on ends the engine. */
export const reservedBytes = 32 * 1024 * 1024

/** Whether the file system of a folder has less room than is kept free. One that does not tell its size is never full. */
export function isFull(folder: string): boolean {
  try {
    const { blocks, bavail, bsize } = statfsSync(folder)
    return blocks > 0 && bavail * bsize < reservedBytes
  } catch {
    return false
  }
}

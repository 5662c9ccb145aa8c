import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const holderSchema = z.object({ pid: z.int(), host: z.string(), port: z.int() })

/** The process that has the embedded database open, and where it listens. */
export type Holder = z.infer<typeof holderSchema>

const lockFile = (dataDir: string) => join(dataDir, 'database.lock')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The living process that holds this data directory, null when it is free. */
export function readHolder(dataDir: string): Holder | null {
  try {
    const holder = holderSchema.parse(JSON.parse(readFileSync(lockFile(dataDir), 'utf8')))
    return isAlive(holder.pid) ? holder : null
  } catch {
    return null
  }
}

/** Takes the data directory for this process. False when another process was faster. */
export function takeDataDir(dataDir: string, holder: Holder): boolean {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (readHolder(dataDir) === null) rmSync(lockFile(dataDir), { force: true })
  try {
    writeFileSync(lockFile(dataDir), JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Records where the holder listens, once it is known. */
export function updateHolder(dataDir: string, holder: Holder): void {
  writeFileSync(lockFile(dataDir), JSON.stringify(holder), { mode: 0o600 })
}

/** Gives the data directory back. */
export function releaseDataDir(dataDir: string): void {
  rmSync(lockFile(dataDir), { force: true })
}

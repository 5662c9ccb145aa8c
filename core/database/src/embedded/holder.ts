import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { isOwnFile, isPrivateFolder } from './private-folder.ts'
import { socketPath, type Place } from './socket-place.ts'

const holderSchema = z.object({ pid: z.int(), computer: z.string(), host: z.string(), port: z.int() })

/** The process that has a data folder, and where its database listens. A folder is written as seen from the data folder. */
export type Holder = z.infer<typeof holderSchema>

const file = (dataDir: string) => join(dataDir, 'in-use.json')

/** Who has a data folder, as last written there; null when that cannot be believed. Whether it lives is the lock's to say. */
export function readHolder(dataDir: string): Holder | null {
  try {
    return isOwnFile(file(dataDir)) ? holderSchema.parse(JSON.parse(readFileSync(file(dataDir), 'utf8'))) : null
  } catch {
    return null
  }
}

/** Writes down that this process has the data folder and listens in a place. */
export function writeHolder(dataDir: string, { host, port }: Place): void {
  const half = `${file(dataDir)}.new`
  const holder: Holder = { pid: process.pid, computer: hostname(), host, port }
  rmSync(half, { force: true })
  writeFileSync(half, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
  renameSync(half, file(dataDir))
}

/** Removes what `writeHolder` wrote. */
export function forgetHolder(dataDir: string): void {
  rmSync(file(dataDir), { force: true })
}

/** Names a holder for people. */
export function nameHolder(holder: Holder | null): string {
  if (!holder) return 'another process'
  return `process ${holder.pid}${holder.computer === hostname() ? '' : ` of ${holder.computer}`}`
}

/** Where a holder listens, as seen from here; null while it does not, or where others could have put their own socket. */
export async function placeOf(dataDir: string, holder: Holder): Promise<Place | null> {
  if (holder.port === 0) return null
  const place = holder.host.startsWith('127.') ? holder : { host: resolve(dataDir, holder.host), port: holder.port }
  const path = socketPath(place)
  if (path !== null && !isPrivateFolder(place.host)) return null
  const socket = path === null ? connect(place.port, place.host) : connect(path)
  const answers = await new Promise<boolean>((done) => {
    socket.once('connect', () => done(true)).once('error', () => done(false))
  })
  socket.destroy()
  return answers ? { host: place.host, port: place.port } : null
}

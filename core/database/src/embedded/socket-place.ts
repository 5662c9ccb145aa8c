import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { isPrivateFolder } from './private-folder.ts'

/** Where clients of an embedded database connect: the folder of its socket, or an address. */
export interface Place {
  readonly host: string
  readonly port: number
}

const socketPort = 5432
/** Paths of sockets hold 104 bytes on some systems, with the zero at their end. */
const longestPath = 103
const temporary = join(tmpdir(), 'tessera-')

/** Path of a place's socket; null for an address. */
export function socketPath({ host, port }: Place): string | null {
  return isAbsolute(host) ? join(host, `.s.PGSQL.${port}`) : null
}

/** Some file systems, those that containers share with another kind of host among them, cannot hold a socket. */
function holdsSockets(folder: string): Promise<boolean> {
  const server = createServer()
  return new Promise((done) => {
    server.once('error', () => done(false))
    server.listen(join(folder, 'try'), () => server.close(() => done(true)))
  })
}

async function inDataDir(dataDir: string): Promise<string | null> {
  const folder = join(dataDir, 'socket')
  rmSync(folder, { recursive: true, force: true })
  if (Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}`)) > longestPath) return null
  mkdirSync(folder, { mode: 0o700 })
  if (isPrivateFolder(folder) && (await holdsSockets(folder))) return folder
  rmSync(folder, { recursive: true, force: true })
  return null
}

/**
 * Makes a new folder for the socket that only this user may enter: in the data folder, else under a random name among the
 * temporary files. Windows has no such sockets and gets a port of the loopback address.
 */
export async function makeSocketPlace(dataDir?: string): Promise<Place> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: 0 }
  const inside = dataDir === undefined ? null : await inDataDir(dataDir)
  return { host: inside ?? mkdtempSync(temporary), port: socketPort }
}

/** Removes the folder of a socket, and nothing that is not one. */
export function removeSocketPlace(host: string, dataDir?: string): void {
  const isInside = dataDir !== undefined && host === join(dataDir, 'socket')
  const isTemporary = resolve(host).startsWith(temporary) && dirname(resolve(host)) === tmpdir()
  if ((isInside || isTemporary) && isPrivateFolder(host)) rmSync(host, { recursive: true, force: true })
}

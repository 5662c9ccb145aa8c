import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseErrors } from '../errors.ts'
import { lockDataDir, type Unlock } from './data-dir-lock.ts'
import { forgetHolder, nameHolder, placeOf, readHolder, writeHolder } from './holder.ts'
import { keepWorker, type KeptWorker } from './keep-worker.ts'
import { privateFolder } from './private-folder.ts'
import { isFull, reservedBytes } from './room.ts'
import { makeSocketPlace, removeSocketPlace, socketPath, type Place } from './socket-place.ts'

/** A running embedded database: where clients connect, how it is, and how to stop it (a no-op for a guest of another process). */
export type EmbeddedServer = Place & Pick<KeptWorker, 'condition' | 'statementMs' | 'wasEndedBy' | 'stop'>

/** How an embedded database is to be opened. */
export interface EmbeddedOptions {
  /** Folder of the database; in memory when left out. */
  readonly dataDir?: string | undefined
  /** Refuse a folder that another process holds, instead of joining that process. */
  readonly exclusive?: boolean | undefined
  /** How long a statement may take that asks for nothing else; 10 s when left out. */
  readonly statementMs?: number | undefined
  /** Gives up the opening. */
  readonly leaving?: AbortSignal | undefined
  /** Hears why the engine had to be opened again. */
  readonly told?: ((trouble: Error) => void) | undefined
}

const lookAgainMs = 200
const mostLooks = 150
const defaultStatementMs = 10_000
const notYet: Place = { host: '', port: 0 }

/** What is said of the engine of another process, of which nothing is known. */
const guest: Omit<EmbeddedServer, keyof Place> = {
  condition: () => 'ok',
  statementMs: defaultStatementMs,
  wasEndedBy: () => false,
  stop: async () => {},
}

/** Runs the engine on a folder, or in memory. */
async function run(options: EmbeddedOptions, dataDir?: string) {
  const { statementMs = defaultStatementMs, told = () => {}, leaving } = options
  const place = await makeSocketPlace(dataDir)
  const path = socketPath(place)
  try {
    const folder = dataDir === undefined ? undefined : privateFolder(join(dataDir, 'database'))
    const input = { ...(folder ? { dataDir: folder } : {}), ...(path ? { path } : {}) }
    const worker = await keepWorker({ ...input, statementMs, name: dataDir ?? 'memory', told, leaving })
    const stop = async () => {
      await worker.stop()
      removeSocketPlace(place.host, dataDir)
    }
    return { ...worker, host: place.host, port: worker.port ?? place.port, stop }
  } catch (error) {
    removeSocketPlace(place.host, dataDir)
    throw error
  }
}

/** Runs the engine on a folder that this process has locked. */
async function hold(dataDir: string, unlock: Unlock, options: EmbeddedOptions): Promise<EmbeddedServer> {
  try {
    const dead = readHolder(dataDir)
    if (dead) removeSocketPlace(dead.host, dataDir)
    writeHolder(dataDir, notYet)
    const server = await run(options, dataDir)
    const inside = relative(dataDir, server.host)
    writeHolder(dataDir, { ...server, host: inside === 'socket' ? inside : server.host })
    const stop = async () => {
      await server.stop()
      forgetHolder(dataDir)
      unlock()
    }
    return { ...server, stop }
  } catch (error) {
    forgetHolder(dataDir)
    unlock()
    const megabytes = reservedBytes / 1024 / 1024
    throw isFull(dataDir) ? databaseErrors('data_dir_full', { folder: dataDir, megabytes }) : error
  }
}

/** Holds a folder, or joins the process that does, whichever is first possible: a holder may be about to start, or to end. */
async function holdOrJoin(dataDir: string, options: EmbeddedOptions, looks = 0): Promise<EmbeddedServer> {
  const unlock = lockDataDir(dataDir)
  if (unlock) return hold(dataDir, unlock, options)
  const holder = readHolder(dataDir)
  if (options.exclusive) throw databaseErrors('data_dir_held', { dataDir, holder: nameHolder(holder) })
  const place = holder ? await placeOf(dataDir, holder) : null
  if (place) return { ...place, ...guest }
  if (looks === mostLooks) throw databaseErrors('data_dir_busy', { dataDir, holder: nameHolder(holder) })
  await sleep(lookAgainMs)
  return holdOrJoin(dataDir, options, looks + 1)
}

/**
 * Opens the embedded database of a directory, or joins the process that already holds it, unless it is wanted alone. Without
 * directory: in memory.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return options.dataDir === undefined ? run(options) : holdOrJoin(privateFolder(options.dataDir), options)
}

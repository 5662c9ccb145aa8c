import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseErrors } from '../errors.ts'
import { lockDataDir, type Unlock } from './data-dir-lock.ts'
import { forgetHolder, nameHolder, placeOf, readHolder, writeHolder } from './holder.ts'
import { keepWorker } from './keep-worker.ts'
import { privateFolder } from './private-folder.ts'
import { makeSocketPlace, removeSocketPlace, socketPath, type Place } from './socket-place.ts'

/** A running embedded database: where clients connect, and how to stop it (a no-op for a guest of another process). */
export interface EmbeddedServer extends Place {
  readonly stop: () => Promise<void>
}

const lookAgainMs = 200
const mostLooks = 150
const notYet: Place = { host: '', port: 0 }

/** Runs the engine on a folder, or in memory. */
async function run(dataDir?: string): Promise<EmbeddedServer> {
  const place = await makeSocketPlace(dataDir)
  const path = socketPath(place)
  try {
    const folder = dataDir === undefined ? undefined : privateFolder(join(dataDir, 'database'))
    const input = { ...(folder ? { dataDir: folder } : {}), ...(path ? { path } : {}) }
    const worker = await keepWorker(input, dataDir ?? 'memory')
    const stop = async () => {
      await worker.stop()
      removeSocketPlace(place.host, dataDir)
    }
    return { host: place.host, port: worker.port ?? place.port, stop }
  } catch (error) {
    removeSocketPlace(place.host, dataDir)
    throw error
  }
}

/** Runs the engine on a folder that this process has locked. */
async function hold(dataDir: string, unlock: Unlock): Promise<EmbeddedServer> {
  try {
    const dead = readHolder(dataDir)
    if (dead) removeSocketPlace(dead.host, dataDir)
    writeHolder(dataDir, notYet)
    const server = await run(dataDir)
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
    throw error
  }
}

/** Holds a folder, or joins the process that does, whichever is first possible: a holder may be about to start, or to end. */
async function holdOrJoin(dataDir: string, looks = 0): Promise<EmbeddedServer> {
  const unlock = lockDataDir(dataDir)
  if (unlock) return hold(dataDir, unlock)
  const holder = readHolder(dataDir)
  const place = holder ? await placeOf(dataDir, holder) : null
  if (place) return { ...place, stop: async () => {} }
  if (looks === mostLooks) throw databaseErrors('data_dir_busy', { dataDir, holder: nameHolder(holder) })
  await sleep(lookAgainMs)
  return holdOrJoin(dataDir, looks + 1)
}

/**
 * Opens the embedded database of a directory, or joins the process that already holds it, unless it is wanted alone. Without
 * directory: in memory.
 */
export async function startEmbedded(directory?: string, exclusive = false): Promise<EmbeddedServer> {
  if (directory === undefined) return run()
  const dataDir = privateFolder(directory)
  if (!exclusive) return holdOrJoin(dataDir)
  const unlock = lockDataDir(dataDir)
  if (!unlock) throw databaseErrors('data_dir_held', { dataDir, holder: nameHolder(readHolder(dataDir)) })
  return hold(dataDir, unlock)
}

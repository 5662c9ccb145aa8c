import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { databaseErrors } from '../errors.ts'
import { readHolder, releaseDataDir, takeDataDir, updateHolder, type Holder } from './data-dir-lock.ts'
import type { WorkerInput, WorkerMessage } from './worker.ts'

/** A running embedded database: where clients connect, and how to stop it (a no-op for a guest of another process). */
export interface EmbeddedServer {
  readonly host: string
  readonly port: number
  readonly stop: () => Promise<void>
}

const socketPort = 5432

/** Directory of the private socket. Short, because socket paths are limited to about 100 characters. */
function socketDir(key: string): string {
  const dir = join(tmpdir(), `tessera-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  return dir
}

interface Running {
  readonly worker: Worker
  readonly exited: Promise<void>
  readonly port: number | null
}

async function runWorker(input: WorkerInput, dataDir: string): Promise<Running> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: input,
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  const exited = new Promise<void>((done) => worker.once('exit', () => done()))
  const message = await new Promise<WorkerMessage>((done) => {
    worker.once('message', done)
    worker.on('error', (error: Error) => done({ failed: error.message }))
  })
  if ('failed' in message) {
    await worker.terminate()
    throw databaseErrors('embedded_failed', { dataDir, reason: message.failed })
  }
  return { worker, exited, port: message.ready.port }
}

/** Keeps a worker running on the same socket: when the engine breaks, a new one recovers from the data directory. */
async function startWorker(input: WorkerInput, dataDir: string) {
  let running = await runWorker(input, dataDir)
  let stopping = false
  const { port } = running
  const watch = async (): Promise<void> => {
    await running.exited
    if (stopping || input.path === undefined || input.dataDir === undefined) return
    rmSync(input.path, { force: true })
    running = await runWorker(input, dataDir)
    return watch()
  }
  watch().catch(() => {})
  const stop = async () => {
    stopping = true
    running.worker.postMessage('stop')
    await Promise.race([running.exited, sleep(10_000, undefined, { ref: false })])
    await running.worker.terminate()
  }
  return { port, stop }
}

async function joinHolder(dataDir: string, holder: Holder, exclusive: boolean): Promise<EmbeddedServer> {
  if (exclusive) throw databaseErrors('data_dir_held', { dataDir, pid: holder.pid })
  // why: a starter writes port 0 until it listens
  for (let tries = 0; tries < 150; tries += 1) {
    const now = tries === 0 ? holder : readHolder(dataDir)
    if (now === null) break
    if (now.port !== 0) return { host: now.host, port: now.port, stop: async () => {} }
    await sleep(200)
  }
  throw databaseErrors('data_dir_busy', { dataDir, pid: holder.pid })
}

/** Opens the embedded database of a directory, or joins the process that already holds it. Without directory: in memory. */
export async function startEmbedded(directory?: string, exclusive = false): Promise<EmbeddedServer> {
  const dataDir = directory === undefined ? undefined : resolve(directory)
  const holder = dataDir === undefined ? null : readHolder(dataDir)
  if (dataDir !== undefined && holder) return joinHolder(dataDir, holder, exclusive)
  const unixSocket = process.platform !== 'win32'
  if (dataDir !== undefined && !takeDataDir(dataDir, { pid: process.pid, host: '', port: 0 })) {
    const other = readHolder(dataDir)
    if (other) return joinHolder(dataDir, other, exclusive)
    return startEmbedded(directory, exclusive)
  }
  const host = unixSocket ? socketDir(dataDir ? realpathSync(dataDir) : crypto.randomUUID()) : '127.0.0.1'
  const path = unixSocket ? join(host, `.s.PGSQL.${socketPort}`) : undefined
  try {
    if (path) rmSync(path, { force: true })
    const input = { ...(dataDir ? { dataDir: join(dataDir, 'database') } : {}), ...(path ? { path } : {}) }
    const worker = await startWorker(input, dataDir ?? 'memory')
    const port = worker.port ?? socketPort
    if (dataDir !== undefined) updateHolder(dataDir, { pid: process.pid, host, port })
    const stop = async () => {
      await worker.stop()
      if (unixSocket) rmSync(host, { recursive: true, force: true })
      if (dataDir !== undefined) releaseDataDir(dataDir)
    }
    return { host, port, stop }
  } catch (error) {
    if (dataDir !== undefined) releaseDataDir(dataDir)
    throw error
  }
}

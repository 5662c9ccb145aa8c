import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { EngineCode, WorkerInput, WorkerMessage } from './worker.ts'

/** An engine in a thread of its own that listens. */
export interface Running {
  readonly worker: Worker
  readonly exited: Promise<void>
  /** Null where it listens on a socket. */
  readonly port: number | null
}

// why: compiling takes a third of the time that opening takes
let code: EngineCode | undefined

/** Removes what an engine that did not end by itself leaves: its socket, and rows it had sorted into files. */
function clear({ path, dataDir }: WorkerInput): void {
  if (path) rmSync(path, { force: true })
  if (dataDir) rmSync(join(dataDir, 'base', 'pgsql_tmp'), { recursive: true, force: true })
}

/** Starts a thread with an engine and waits until it listens. Aborting ends it. Rejects with what kept it from opening. */
export async function runWorker(input: WorkerInput, signal: AbortSignal): Promise<Running> {
  signal.throwIfAborted()
  clear(input)
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { ...input, code },
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  // why: what nobody reads would be kept for ever
  worker.stdout.resume()
  worker.stderr.resume()
  const end = () => void worker.terminate()
  signal.addEventListener('abort', end, { once: true })
  const exited = new Promise<void>((done) => worker.once('exit', () => done()))
  const message = await new Promise<WorkerMessage>((done) => {
    worker.once('message', done)
    worker.on('error', (error: Error) => done({ failed: error.message }))
    worker.once('exit', () => done({ failed: 'its thread ended' }))
  })
  signal.removeEventListener('abort', end)
  if ('failed' in message) {
    await worker.terminate()
    throw new Error(message.failed)
  }
  code = message.ready.code
  return { worker, exited, port: message.ready.port }
}

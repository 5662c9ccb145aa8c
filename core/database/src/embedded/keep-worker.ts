import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { databaseErrors } from '../errors.ts'
import type { WorkerInput, WorkerMessage } from './worker.ts'

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
export async function keepWorker(input: WorkerInput, dataDir: string) {
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

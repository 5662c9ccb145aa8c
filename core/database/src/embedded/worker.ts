import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { sessionGate } from './session-gate.ts'

/** What the main thread hands over. No `dataDir`: in memory. No `path`: TCP on loopback. */
export interface WorkerInput {
  readonly dataDir?: string
  readonly path?: string
}

/** What the worker reports back. */
export type WorkerMessage = { readonly ready: { readonly port: number | null } } | { readonly failed: string }

const port = parentPort
const input = workerData as WorkerInput
// why: a client that breaks off in the middle may leave a rejection behind; the database goes on for everybody else
process.on('unhandledRejection', () => {})

const say = (message: WorkerMessage) => port?.postMessage(message)

try {
  const db = await PGlite.create(input.dataDir ? { dataDir: input.dataDir } : {})
  const where = input.path ? { path: input.path } : { host: '127.0.0.1', port: 0 }
  const server = new PGLiteSocketServer({ db: sessionGate(db, () => process.exit(1)), maxConnections: 200, ...where })
  await server.start()
  say({ ready: { port: input.path ? null : Number(server.getServerConn().split(':').at(-1)) } })
  port?.once('message', () => {
    void (async () => {
      await server.stop()
      await db.close()
      process.exit(0)
    })()
  })
} catch (error) {
  say({ failed: error instanceof Error ? error.message : String(error) })
}

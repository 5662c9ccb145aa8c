import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import type { Pulse } from './pulse.ts'
import { isFull } from './room.ts'
import { sessionGate } from './session-gate.ts'

/** The engine, compiled: threads of one process share it. */
export interface EngineCode {
  readonly pgliteWasmModule: WebAssembly.Module
  readonly initdbWasmModule: WebAssembly.Module
}

/** What the main thread hands over. No `dataDir`: in memory. No `path`: TCP on loopback. */
export interface WorkerInput {
  readonly dataDir?: string
  readonly path?: string
  /** Port of the loopback address; 0 or left out takes any. */
  readonly port?: number
  readonly pulse: Pulse
  /** How long a statement may take that asks for nothing else. */
  readonly statementMs: number
  /** Compiled by an earlier thread. */
  readonly code?: EngineCode | undefined
}

/** What the worker reports back. */
export type WorkerMessage =
  { readonly ready: { readonly port: number | null; readonly code: EngineCode } } | { readonly failed: string }

const port = parentPort
const input = workerData as WorkerInput
const { dataDir, path, pulse, statementMs } = input
// why: a client that breaks off in the middle may leave a rejection behind; the database goes on for everybody else
process.on('unhandledRejection', () => {})

async function compile(): Promise<EngineCode> {
  const module = async (name: string) =>
    WebAssembly.compile(await readFile(new URL(name, import.meta.resolve('@electric-sql/pglite'))))
  const [pgliteWasmModule, initdbWasmModule] = await Promise.all([module('pglite.wasm'), module('initdb.wasm')])
  return { pgliteWasmModule, initdbWasmModule }
}

const say = (message: WorkerMessage) => port?.postMessage(message)

try {
  const code = input.code ?? (await compile())
  const db = await PGlite.create({ ...code, ...(dataDir ? { dataDir } : {}) })
  const where = path ? { path } : { host: '127.0.0.1', port: input.port ?? 0 }
  const session = sessionGate(db, {
    pulse,
    statementMs,
    isFull: () => dataDir !== undefined && isFull(dataDir),
    broken: () => process.exit(1),
  })
  const server = new PGLiteSocketServer({ db: session, maxConnections: 200, ...where })
  await server.start()
  say({ ready: { port: path ? null : Number(server.getServerConn().split(':').at(-1)), code } })
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

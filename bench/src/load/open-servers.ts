import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installation, secret, type BenchDatabase } from '../database/bench-database.ts'
import type { BenchTenant } from '../data/world.ts'
import { keyOf } from './key-of.ts'
import { openCaller, type Caller } from './send.ts'
import { floorServer, productServer, startServer, type ServerProcess } from './server-process.ts'

/** The product and the floor, each in a process of its own, on the same database. */
export interface Servers {
  readonly product: ServerProcess & Caller
  readonly floor: ServerProcess & Caller
  /** An API key of a tenant that may read metrics. */
  readonly keyOf: (tenant: BenchTenant) => Promise<string>
  readonly close: () => Promise<void>
}

/** Environment of a product server of the benchmark: no limit on requests, its own secret, nothing kept on disk. */
export const productEnv = (url: string, dataDir: string, root: string = installation) => ({
  DATABASE_URL: url,
  TESSERA_ROOT: root,
  TESSERA_DATA_DIR: dataDir,
  TESSERA_SECRET: secret,
  TESSERA_REQUESTS_PER_MINUTE: '0',
  PORT: '0',
})

/** Starts both. */
export async function openServers(database: BenchDatabase, connections = 1): Promise<Servers> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tessera-bench-server-'))
  const started = [
    await startServer(productServer, productEnv(database.url, dataDir)),
    await startServer(floorServer, { DATABASE_URL: database.url }),
  ] as const
  const [product, floor] = started.map((server) => ({ ...server, ...openCaller(server, connections) })) as [
    ServerProcess & Caller,
    ServerProcess & Caller,
  ]
  return {
    product,
    floor,
    keyOf: (tenant) => keyOf(database, tenant),
    close: async () => {
      await Promise.all([product.close(), floor.close()])
      await Promise.all([product.stop(), floor.stop()])
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

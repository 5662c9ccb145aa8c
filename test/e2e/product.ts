import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../infra/free-port.ts'

/** Root of the repository. */
export const root = join(import.meta.dirname, '../..')

/** The product, running in a process of its own on an embedded database of its own. */
export interface Product {
  /** Where it answers, as `http://127.0.0.1:<port>`. */
  readonly address: string
  readonly dataDir: string
  /** Asks it to end and waits; returns its exit code. The data stays until `remove`. */
  readonly stop: () => Promise<number | null>
  /** Deletes its data. */
  readonly remove: () => void
}

const readyWithinMs = 180_000

/**
 * Starts the product as `pnpm start` does and waits until it is ready. Without a folder of data it begins with the demo tenants;
 * `env` are variables beside those of every test.
 */
export async function startProduct(
  options: { readonly dataDir?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Product> {
  const { dataDir = mkdtempSync(join(tmpdir(), 'tessera-e2e-')), env = {} } = options
  const port = await freePort()
  const { DATABASE_URL: _, REDIS_URL: __, ...environment } = process.env
  const server = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: root,
    env: {
      ...environment,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      TESSERA_DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exit = once(server, 'exit').then(([code]) => code as number | null)
  const stop = async (): Promise<number | null> => {
    server.kill('SIGTERM')
    return exit
  }
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true })

  const address = `http://127.0.0.1:${port}`
  const deadline = Date.now() + readyWithinMs
  while (!(await isReady(address))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop()
      remove()
      throw new Error(`the product did not get ready:\n${output}`)
    }
    await sleep(100)
  }
  return { address, dataDir, stop, remove }
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).status === 200
  } catch {
    return false
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../infra/free-port.ts'
import { hold, withPlugins } from './plugins-folder.ts'
import { root } from './root.ts'

/** The product, running in a process of its own on an embedded database of its own. */
export interface Product {
  /** Where it answers, as `http://127.0.0.1:<port>`. */
  readonly address: string
  readonly dataDir: string
  /** Asks it to end and waits; returns its exit code. The data stays until `remove`. */
  readonly stop: () => Promise<number | null>
  /** Deletes its data. */
  readonly remove: () => void
  /** Waits until all demo data is there; only at the very first start of a folder. */
  readonly filled: () => Promise<void>
}

const readyWithinMs = 180_000

interface ProductOptions {
  /** A copy of the demo tenants that the first start of this test run made, when left out. */
  readonly dataDir?: string
  /** Variables beside those of every test. */
  readonly env?: Readonly<Record<string, string>>
  /** Plugins that lie in plugins/ while it starts, by name and where they come from. Once it runs, their folders are not needed. */
  readonly plugins?: Readonly<Record<string, string>>
}

/** Starts the product as `pnpm start` does and waits until it is ready. */
export async function startProduct({ plugins = {}, dataDir, env = {} }: ProductOptions = {}): Promise<Product> {
  const filled = dataDir ?? (await filledDataDir())
  return withPlugins(plugins, () => start(filled, env))
}

/** A folder that the product will fill as at its very first start. */
const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'tessera-e2e-'))

/** Demo data takes minutes where much else is done meanwhile. */
const filledWithinMs = 600_000

/**
 * Lays out the demo data that products of this test run begin with, once: that takes four times as long as all the rest of a start.
 * `niceness` as in `nice`.
 */
export async function prepareDemo(niceness = 0): Promise<string | null> {
  const template = process.env.TESSERA_TEST_DEMO
  if (template === undefined || existsSync(template)) return template ?? null
  const giveBack = await hold('demo', { within: filledWithinMs })
  try {
    if (existsSync(template)) return template
    const half = `${template}.new`
    const first = await withPlugins({}, () => start(half, {}, niceness))
    await first.filled()
    await first.stop()
    renameSync(half, template)
  } finally {
    giveBack()
  }
  return template
}

async function filledDataDir(): Promise<string> {
  const template = await prepareDemo()
  const dataDir = newDataDir()
  if (template !== null) cpSync(template, dataDir, { recursive: true })
  return dataDir
}

async function start(dataDir: string, env: Readonly<Record<string, string>>, niceness = 0): Promise<Product> {
  const port = await freePort()
  const { DATABASE_URL: _, REDIS_URL: __, ...environment } = process.env
  const server = spawn(process.execPath, ['server/src/main.js'], {
    cwd: root,
    env: {
      ...environment,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      TESSERA_DATA_DIR: dataDir,
      TESSERA_DAILY: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (server.pid !== undefined) setPriority(server.pid, niceness)
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
  const filledBy = Date.now() + filledWithinMs
  const filled = async () => {
    while (!output.includes('All demo data is there')) {
      if (server.exitCode !== null || Date.now() > filledBy) throw new Error(`the demo was not filled:\n${output}`)
      await sleep(100)
    }
  }
  return { address, dataDir, stop, remove, filled }
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).status === 200
  } catch {
    return false
  }
}

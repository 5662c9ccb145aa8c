import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../infra/free-port.ts'
import { hold } from './hold.ts'
import { makeInstallation, type Installation } from './installation.ts'
import { root } from './root.ts'

/** The product, running in a process of its own on an embedded database of its own. */
export interface Product {
  /** Where it answers, as `http://127.0.0.1:<port>`. */
  readonly address: string
  readonly dataDir: string
  /** Folder it was started from. */
  readonly root: string
  /** Asks it to end and waits; returns its exit code. The data stays until `remove`. */
  readonly stop: () => Promise<number | null>
  /** Deletes its data, and the installation that was made for it. */
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
  /** Plugins beside those of the repository, by name and where they come from; in an installation that goes with the product. */
  readonly plugins?: Readonly<Record<string, string>>
  /** Folder to start from, instead of a new installation. */
  readonly root?: string
}

/** Starts the product as `pnpm start` does and waits until it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? (await filledDataDir())
  const { env = {}, plugins = {} } = options
  if (options.root !== undefined) return start({ dataDir, env, root: options.root })
  const installation = makeInstallation()
  for (const [name, source] of Object.entries(plugins)) installation.add(source, name)
  return startIn(installation, { dataDir, env })
}

async function startIn(installation: Installation, how: Omit<Start, 'root'>): Promise<Product> {
  try {
    const product = await start({ ...how, root: installation.root })
    const remove = (): void => {
      installation.remove()
      product.remove()
    }
    return { ...product, remove }
  } catch (error) {
    installation.remove()
    throw error
  }
}

/** A folder that the product will fill as at its very first start. */
const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'tessera-e2e-'))

/** Demo data takes minutes where much else is done meanwhile. */
const filledWithinMs = 600_000

/**
 * Lays out the demo data that products of this test run begin with, once: that takes four times as long as all the rest of a start.
 */
export async function prepareDemo(): Promise<string | null> {
  const template = process.env.TESSERA_TEST_DEMO
  if (template === undefined || existsSync(template)) return template ?? null
  const giveBack = await hold('demo', filledWithinMs)
  try {
    if (existsSync(template)) return template
    const half = `${template}.new`
    const installation = makeInstallation()
    try {
      const first = await start({ dataDir: half, env: {}, root: installation.root })
      await first.filled()
      await first.stop()
    } finally {
      installation.remove()
    }
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

interface Start {
  readonly dataDir: string
  readonly env: Readonly<Record<string, string>>
  readonly root: string
}

async function start({ dataDir, env, root: from }: Start): Promise<Product> {
  const port = await freePort()
  const { DATABASE_URL: _, REDIS_URL: __, ...environment } = process.env
  const server = spawn(process.execPath, ['server/src/main.js'], {
    cwd: root,
    env: {
      ...environment,
      NODE_ENV: 'production',
      TESSERA_ROOT: from,
      HOST: '127.0.0.1',
      PORT: String(port),
      TESSERA_DATA_DIR: dataDir,
      TESSERA_DAILY: '0',
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
  const filledBy = Date.now() + filledWithinMs
  const filled = async () => {
    while (!output.includes('All demo data is there')) {
      if (server.exitCode !== null || Date.now() > filledBy) throw new Error(`the demo was not filled:\n${output}`)
      await sleep(100)
    }
  }
  return { address, dataDir, root: from, stop, remove, filled }
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).status === 200
  } catch {
    return false
  }
}

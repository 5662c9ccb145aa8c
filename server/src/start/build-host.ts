import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { serverErrors } from '../errors.ts'
import { digestInputs } from './host-inputs.ts'

/** What the starter says about the pages. */
export interface BuildNotes {
  /** There is something to build. */
  readonly building: () => void
  /** An older build is served, because a new one could not be made. */
  readonly old: (reason: Error) => void
}

function runVite(root: string, folder: string, signal?: AbortSignal): Promise<void> {
  const vite = join(dirname(createRequire(join(root, 'package.json')).resolve('vite/package.json')), 'bin/vite.js')
  // why: any other way of reading its configuration writes into node_modules
  const args = [vite, 'build', '--configLoader', 'native', '--logLevel', 'error', '--outDir', folder, '--emptyOutDir']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = () => void child.kill()
  // why: who is asked to end twice ends without waiting, and takes along what it began
  process.once('exit', stop)
  signal?.addEventListener('abort', stop, { once: true })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => {
      process.off('exit', stop)
      signal?.removeEventListener('abort', stop)
      if (code === 0) done()
      else fail(serverErrors('host_build_failed', { reason: Buffer.concat(said).toString().trim().slice(0, 4000) }))
    })
  })
}

const age = (folder: string) => Date.now() - statSync(folder).mtimeMs

/** Whole builds in `dist`, the latest first. Each lies in a folder named after what it was built from. */
function buildsIn(dist: string): string[] {
  if (!statSync(dist, { throwIfNoEntry: false })?.isDirectory()) return []
  const folders = readdirSync(dist)
    .filter((name) => /^[0-9a-f]{32}$/.test(name))
    .map((name) => join(dist, name))
  return folders.filter((folder) => existsSync(join(folder, 'index.html'))).toSorted((a, b) => age(a) - age(b))
}

/** Another process may still serve, or is making, what is younger. */
const hourMs = 3_600_000

/** Removes all builds but the given one, the one before, and those of the last hour. */
function tidy(dist: string, latest: string): void {
  const [before] = buildsIn(dist).filter((folder) => folder !== latest)
  for (const name of readdirSync(dist)) {
    const folder = join(dist, name)
    const isKept = folder === latest || folder === before || age(folder) < hourMs
    if (!isKept) rmSync(folder, { recursive: true, force: true })
  }
}

async function build(root: string, into: string, signal?: AbortSignal): Promise<void> {
  const dist = dirname(into)
  const fresh = `${into}.new-${randomBytes(6).toString('hex')}`
  try {
    // why: on a read-only file system, Node answers a recursive call with a reason that misleads
    if (!existsSync(dist)) mkdirSync(dist, { recursive: true })
    mkdirSync(fresh)
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    throw serverErrors('host_build_unwritable', { folder: dist, reason: code || message })
  }
  try {
    signal?.throwIfAborted()
    await runVite(root, fresh, signal)
    // why: another starter may have been faster with the same; then theirs is as good
    if (!existsSync(into)) renameSync(fresh, into)
    tidy(dist, into)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/**
 * Builds the pages when what they are made from has no build yet, and answers their folder; null for an installation without
 * host. A build that fails leaves older ones as they are, and the latest of them is answered. Refuses with `host_build_failed`
 * or `host_build_unwritable` when there is none. A signal that aborts ends the build, and with it the call.
 */
export async function buildHost(root: string, notes: BuildNotes, signal?: AbortSignal): Promise<string | null> {
  const host = join(root, 'host')
  if (!existsSync(join(host, 'package.json'))) return null
  const dist = join(host, 'dist')
  const wanted = join(dist, digestInputs(root))
  if (existsSync(join(wanted, 'index.html'))) return wanted
  notes.building()
  try {
    await build(root, wanted, signal)
    return wanted
  } catch (error) {
    signal?.throwIfAborted()
    const [latest] = buildsIn(dist)
    if (latest === undefined) throw error
    notes.old(error instanceof Error ? error : new Error(String(error)))
    return latest
  }
}

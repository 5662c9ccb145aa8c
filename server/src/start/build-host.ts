import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { serverErrors } from '../errors.ts'

/** What the built pages depend on: host, panel kit, contract, registry and the plugins; the lockfile for libraries. */
const inputs = [
  'host/{src,public}/**/*',
  'host/*.{html,json,ts}',
  'core/{ui,plugin-api,registry}/src/**/*',
  'core/{ui,plugin-api,registry}/package.json',
  'plugins/*/{src/**/*,package.json}',
  'pnpm-lock.yaml',
  'tessera.config.ts',
]

/** Digest over names, sizes and times of all inputs: equal as long as nobody touched them. */
function digestInputs(root: string): string {
  const hash = createHash('sha256')
  const skip = (path: string) => path.includes('node_modules')
  for (const file of globSync(inputs, { cwd: root, exclude: skip }).toSorted()) {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function runVite(host: string): Promise<void> {
  const vite = join(dirname(createRequire(join(host, 'package.json')).resolve('vite/package.json')), 'bin/vite.js')
  const args = [vite, 'build', '--logLevel', 'error']
  const child = spawn(process.execPath, args, { cwd: host, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => {
      if (code === 0) done()
      else fail(serverErrors('host_build_failed', { reason: Buffer.concat(said).toString().trim().slice(0, 4000) }))
    })
  })
}

/**
 * Builds the pages when something they depend on has changed since the last build, and answers their folder; null for
 * an installation without host. `onBuild` is told when there is something to do. Refuses with `host_build_failed`.
 */
export async function buildHost(root: string, onBuild: () => void): Promise<string | null> {
  const host = join(root, 'host')
  if (!existsSync(join(host, 'package.json'))) return null
  const dist = join(host, 'dist')
  const stamp = join(dist, '.inputs')
  const digest = digestInputs(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return dist
  onBuild()
  await runVite(host)
  writeFileSync(stamp, digest)
  return dist
}

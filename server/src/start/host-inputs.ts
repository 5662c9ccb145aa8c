import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { pluginFolders } from '@tessera/registry'

/** What the built pages depend on: host, panel kit, contract, registry and the plugins; the lockfile for libraries. */
const inputs = [
  'host/{src,public}/**/*',
  'host/*.{html,json}',
  'vite.config.ts',
  'core/{ui,plugin-api,registry}/src/**/*',
  'core/{ui,plugin-api,registry}/package.json',
  'pnpm-lock.yaml',
  'tessera.config.ts',
]

function contentOf(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return null
    throw error
  }
}

/** Names the content of all inputs: a copy, an image or a fresh checkout of the same files has the same name. */
export function digestInputs(root: string): string {
  const hash = createHash('sha256')
  const skip = (path: string) => path.includes('node_modules')
  const within = (dir: string, patterns: readonly string[], place = '') =>
    globSync(patterns, { cwd: dir, exclude: skip }).map((name) => ({
      name: `${place}${name.split(sep).join('/')}`,
      file: join(dir, name),
    }))
  // why: a pattern does not follow links, and a plugin may be linked
  const plugins = pluginFolders(root).flatMap(({ dir, place }) =>
    within(dir, ['src/**/*', 'package.json'], `${place}/`),
  )
  const files = [...within(root, inputs), ...plugins]
  for (const { name, file } of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const content = contentOf(file)
    if (content) hash.update(`${name} ${content.length}\n`).update(content)
  }
  return hash.digest('hex').slice(0, 32)
}

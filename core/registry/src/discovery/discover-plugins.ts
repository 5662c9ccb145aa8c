import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { PluginStatus } from '@tessera/plugin-api/wire'
import { reasonOf, registryErrors } from '../errors.ts'
import type { PluginPolicy } from './config.ts'
import { readManifest, readPackage, type DiscoveredPlugin, type PackageFile } from './manifest.ts'

/** All plugins of an installation, and what became of packages that want to be one but are not right. */
export interface Discovery {
  readonly plugins: readonly DiscoveredPlugin[]
  /** Stage `manifest`; the id is the package's name where the plugin's own is unusable. */
  readonly failures: readonly PluginStatus[]
}

const hasPackage = (dir: string) => existsSync(join(dir, 'package.json'))

function pluginFolders(root: string): string[] {
  const folder = join(root, 'plugins')
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.name.startsWith('.'))
  return names.map((entry) => join(folder, entry.name)).filter(hasPackage)
}

/** Folder of a dependency, looked up as Node does: `node_modules` here, then in every folder above. */
function dependencyFolder(from: string, name: string): string | undefined {
  const dir = join(from, 'node_modules', name)
  if (hasPackage(dir)) return dir
  return dirname(from) === from ? undefined : dependencyFolder(dirname(from), name)
}

function hostDependencies(root: string): string[] {
  const host = join(root, 'host')
  if (!hasPackage(host)) return []
  const folders = readPackage(host).dependencies.map((name) => dependencyFolder(host, name))
  return folders.filter((dir) => dir !== undefined)
}

function askedId(file: PackageFile): string | undefined {
  const id: unknown = Object(file.tessera).id
  return typeof id === 'string' && id !== '' ? id : undefined
}

/**
 * Finds the plugins of an installation by reading JSON only: every `plugins/*` folder and every dependency of the host
 * whose package.json has a `tessera` field. A wrong package is a failure of its own and never stops the others.
 */
export async function discoverPlugins(root: string, policy: PluginPolicy = {}): Promise<Discovery> {
  const folders = new Set([...pluginFolders(root), ...hostDependencies(root)].map((dir) => realpathSync(dir)))
  const plugins: DiscoveredPlugin[] = []
  /** Id → package that asked for it first, right or wrong. */
  const asked = new Map<string, string>()
  const failures: PluginStatus[] = []
  const wanted = (id: string | undefined) =>
    id === undefined || ((policy.include?.includes(id) ?? true) && !policy.exclude?.includes(id))

  for (const dir of folders) {
    const failed = (id: string, version: string, error: unknown) =>
      failures.push({ id, title: id, version, state: 'failed', stage: 'manifest', error: reasonOf(error) })
    let file: PackageFile
    try {
      file = readPackage(dir)
    } catch (error) {
      failed(basename(dir), '0.0.0', error)
      continue
    }
    const id = askedId(file)
    if (file.tessera === undefined || !wanted(id)) continue
    const takenBy = id === undefined ? undefined : asked.get(id)
    try {
      if (id !== undefined && takenBy) throw registryErrors('id_taken', { id, by: takenBy })
      if (id !== undefined) asked.set(id, file.name)
      plugins.push(readManifest(file))
    } catch (error) {
      failed(takenBy || id === undefined ? file.name : id, file.version, error)
    }
  }
  return { plugins: plugins.toSorted((a, b) => (a.id < b.id ? -1 : 1)), failures }
}

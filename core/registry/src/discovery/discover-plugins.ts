import { basename } from 'node:path'
import { apiVersion } from '@tessera/plugin-api'
import type { PluginStatus } from '@tessera/plugin-api/wire'
import { reasonOf, registryErrors } from '../errors.ts'
import { candidates, type Skipped } from './candidates.ts'
import type { PluginPolicy } from './config.ts'
import { readManifest, readPackage, type DiscoveredPlugin, type PackageFile } from './manifest.ts'

/** All plugins of an installation, and what became of packages that want to be one but are not right. */
export interface Discovery {
  readonly plugins: readonly DiscoveredPlugin[]
  /** Stage `manifest`; the id is the package's name where the plugin's own is unusable. */
  readonly failures: readonly PluginStatus[]
  /** Folders that might have been meant as plugins and are none, with what to do if they are. */
  readonly skipped: readonly Skipped[]
}

function askedId(file: PackageFile): string | undefined {
  const id: unknown = Object(file.tessera).id
  return typeof id === 'string' && id !== '' ? id : undefined
}

const noManifest = (name: string) =>
  `its package.json has no field 'tessera'; if it is a plugin, write "tessera": { "id": "${name}", "api": ${apiVersion} }`

/**
 * Finds the plugins of an installation by reading JSON only: every folder `plugins/<name>` and `plugins/@<scope>/<name>` and every
 * dependency of the host whose package.json has a `tessera` field. A wrong package is a failure of its own and never stops the
 * others.
 */
export async function discoverPlugins(root: string, policy: PluginPolicy = {}): Promise<Discovery> {
  const { folders, skipped } = candidates(root)
  const plugins: DiscoveredPlugin[] = []
  /** Id → package that asked for it first, right or wrong. */
  const asked = new Map<string, string>()
  const failures: PluginStatus[] = []
  const wanted = (id: string | undefined) =>
    id === undefined || ((policy.include?.includes(id) ?? true) && !policy.exclude?.includes(id))

  for (const { dir, place } of folders) {
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
    if (file.tessera === undefined) {
      if (place !== null) skipped.push({ place, reason: noManifest(basename(place)) })
      continue
    }
    if (!wanted(id)) {
      skipped.push({ place: place ?? file.name, reason: 'tessera.config.ts leaves it out' })
      continue
    }
    const takenBy = id === undefined ? undefined : asked.get(id)
    try {
      if (id !== undefined && takenBy) throw registryErrors('id_taken', { id, by: takenBy })
      if (id !== undefined) asked.set(id, file.name)
      plugins.push(readManifest(file))
    } catch (error) {
      failed(takenBy || id === undefined ? file.name : id, file.version, error)
    }
  }
  return { plugins: plugins.toSorted((a, b) => (a.id < b.id ? -1 : 1)), failures, skipped }
}

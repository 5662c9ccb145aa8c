import { statSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { pathToFileURL } from 'node:url'
import type { PluginSpec } from '@tessera/plugin-api'
import { discoverPlugins } from '@tessera/registry'
import { slashed, type Draft } from './draft.ts'
import { developErrors } from './errors.ts'
import { addField, type AddedField } from './source/add-field.ts'
import { addImport, type NeededImport } from './source/add-import.ts'

/** The plugin that parts are added to, in a draft. All paths are from the root, with forward slashes. */
export interface TargetPlugin {
  readonly id: string
  /** Folder of the plugin. */
  readonly dir: string
  /** Files of its doors; null for one it does not have yet. */
  readonly contract: string
  readonly server: string | null
  readonly web: string | null
  /** Names its contract has, by kind, those of the draft included. */
  readonly names: (kind: NamedKind) => readonly string[]
  /** Notes a name as taken. Refuses with `name_taken`. */
  readonly take: (kind: NamedKind, name: string) => void
}

export type NamedKind = 'metrics' | 'dimensions' | 'panels' | 'views' | 'dashboards' | 'pages' | 'jobs' | 'permissions'

const words: Record<NamedKind, string> = {
  metrics: 'metric',
  dimensions: 'dimension',
  panels: 'panel',
  views: 'view',
  dashboards: 'dashboard',
  pages: 'page',
  jobs: 'job',
  permissions: 'right',
}

/** Makes a target of what is known of a plugin. */
export function targetOf(
  place: Pick<TargetPlugin, 'id' | 'dir' | 'contract' | 'server' | 'web'>,
  spec: PluginSpec,
): TargetPlugin {
  const taken = new Map<NamedKind, Set<string>>()
  const namesOf = (kind: NamedKind) => {
    const known = taken.get(kind) ?? new Set(Object.keys(spec[kind] ?? {}))
    taken.set(kind, known)
    return known
  }
  return {
    ...place,
    names: (kind) => [...namesOf(kind)],
    take: (kind, name) => {
      // why: a metric and a dimension stand in one list of names
      const both: readonly NamedKind[] =
        kind === 'metrics' || kind === 'dimensions' ? ['metrics', 'dimensions'] : [kind]
      const by = both.find((one) => namesOf(one).has(name))
      if (by) throw developErrors('name_taken', { what: words[by], name, by: `plugin '${place.id}'` })
      namesOf(kind).add(name)
    },
  }
}

/** A plugin of the installation as a target. Refuses with `plugin_not_found` or `plugin_unusable`. */
export async function findTarget(root: string, id: string): Promise<TargetPlugin> {
  const found = await discoverPlugins(root)
  const plugin = found.plugins.find((one) => one.id === id)
  const failure = found.failures.find((one) => one.id === id)
  if (failure) throw developErrors('plugin_unusable', { plugin: id, reason: failure.error ?? 'it fails' })
  if (!plugin) throw developErrors('plugin_not_found', { plugin: id, ids: found.plugins.map((one) => one.id) })
  const spec = await readContract(id, plugin.doors.contract)
  const { dir, doors } = plugin
  const file = (door: string | undefined) => (door === undefined ? null : slashed(root, door))
  const place = { id, dir: slashed(root, dir), contract: slashed(root, doors.contract) }
  return targetOf({ ...place, server: file(doors.server), web: file(doors.web) }, spec)
}

/** The contract as it stands in the file now. */
async function readContract(plugin: string, file: string): Promise<PluginSpec> {
  // why: a module is imported once, and the file may have changed since
  const url = `${pathToFileURL(file).href}?at=${statSync(file).mtimeMs}`
  const module: unknown = await import(/* @vite-ignore */ url).catch((error: unknown) => {
    throw developErrors('plugin_unusable', { plugin, reason: error instanceof Error ? error.message : String(error) })
  })
  const contract: unknown = Object(module).plugin ?? Object(module).default
  if (typeof Object(contract).id === 'string') return contract as PluginSpec
  throw developErrors('plugin_unusable', { plugin, reason: 'its contract exports no `plugin`' })
}

/** Adds to a call in one of the plugin's files, with the names it needs. */
export function addTo(
  draft: Draft,
  file: string,
  { imports, ...added }: AddedField & { readonly imports: readonly NeededImport[] },
): void {
  draft.change(file, (text) =>
    imports.reduce((now, needed) => addImport(file, now, needed), addField(file, text, added)),
  )
}

/** How a file of the plugin names another one of it. */
export function importPath(from: string, to: string): string {
  const ups = dirname(from).split('/')
  const target = to.split('/')
  let same = 0
  while (same < ups.length && ups[same] === target[same]) same++
  const path = join(...ups.slice(same).map(() => '..'), ...target.slice(same))
  return path.startsWith('.') ? path : `./${path}`
}

interface PackageJson {
  exports?: Record<string, unknown>
  peerDependencies?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** Adds a door, and packages it shares with the host, to the package.json of a plugin. */
export function addToPackage(
  draft: Draft,
  plugin: Pick<TargetPlugin, 'dir'>,
  {
    door,
    shares = [],
  }: { readonly door?: readonly [name: string, target: unknown]; readonly shares?: readonly Shared[] },
): void {
  draft.change(`${plugin.dir}/package.json`, (text) => {
    const json = JSON.parse(text) as PackageJson
    if (door && json.exports?.[door[0]] === undefined) json.exports = { ...json.exports, [door[0]]: door[1] }
    for (const name of shares) {
      if (json.dependencies?.[name] !== undefined || json.peerDependencies?.[name] !== undefined) continue
      const peers = { ...json.peerDependencies, [name]: shared[name] }
      json.peerDependencies = Object.fromEntries(Object.entries(peers).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    }
    return JSON.stringify(json, null, 2)
  })
}

/** What a plugin shares with the host, and in which versions. */
export const shared = {
  '@tessera/plugin-api': '^0.1.0',
  '@tessera/ui': '^0.1.0',
  react: '^19.0.0',
  zod: '^4.0.0',
} as const

export type Shared = keyof typeof shared

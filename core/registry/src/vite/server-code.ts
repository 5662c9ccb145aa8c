import { builtinModules } from 'node:module'
import { basename, dirname, join, sep } from 'node:path'
import type { DiscoveredPlugin } from '../discovery/manifest.ts'

const serverPackages = ['pg', 'kysely', '@trpc/server', '@tessera/database', '@tessera/query', '@tessera/server']
const serverDoors = ['@tessera/plugin-api/server', '@tessera/registry', '@tessera/registry/vite']
const builtins = new Set(builtinModules)

const isPackage = (specifier: string, name: string) => specifier === name || specifier.startsWith(`${name}/`)

/** Knows what must not reach the browser. */
export interface ServerCode {
  /** Whether an import by this name is server code. */
  readonly isSpecifier: (specifier: string) => boolean
  /** Whether a resolved file is server code of a plugin. */
  readonly isFile: (file: string) => boolean
  /** Whether a file is ours to judge: packages from elsewhere may name a Node built-in that they never call in a browser. */
  readonly isJudged: (importer: string) => boolean
}

/** Server code of the given plugins, and of the framework. */
export function serverCodeOf(plugins: readonly DiscoveredPlugin[]): ServerCode {
  const doors = new Set<string>()
  const folders: string[] = []
  for (const {
    dir,
    doors: { server },
  } of plugins) {
    folders.push(join(dir, 'src', 'server') + sep)
    if (!server) continue
    doors.add(server)
    if (basename(dirname(server)) === 'server') folders.push(dirname(server) + sep)
  }
  const ownDoors = [...serverDoors, ...plugins.map((plugin) => `${plugin.name}/server`)]
  return {
    isSpecifier: (specifier) =>
      specifier.startsWith('node:') ||
      builtins.has(specifier) ||
      ownDoors.includes(specifier) ||
      serverPackages.some((name) => isPackage(specifier, name)),
    isFile: (file) => doors.has(file) || folders.some((folder) => file.startsWith(folder)),
    isJudged: (importer) =>
      !importer.includes(`${sep}node_modules${sep}`) ||
      plugins.some(
        (plugin) =>
          importer.startsWith(plugin.dir + sep) &&
          !importer.slice(plugin.dir.length).includes(`${sep}node_modules${sep}`),
      ),
  }
}

/** File behind a module id: without query, with this machine's separators. */
export function fileOf(id: string): string {
  return id.replace(/\?.*$/, '').split('/').join(sep)
}

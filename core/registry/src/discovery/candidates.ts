import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readPackage } from './manifest.ts'

/** Something that might have been meant as a plugin and is none. */
export interface Skipped {
  /** Folder below the root, as `plugins/notes`, or the name of a dependency. */
  readonly place: string
  /** Why, and what to do if it is one. */
  readonly reason: string
}

/** A folder with a package.json. */
interface Candidate {
  /** Symbolic links resolved. */
  readonly dir: string
  /** As `plugins/sales`; null for a dependency of the host, which mostly is something else than a plugin. */
  readonly place: string | null
}

const hasPackage = (dir: string) => existsSync(join(dir, 'package.json'))

/** Folders and links below `plugins/`, one level deeper where a name is a scope. */
function places(root: string, below = 'plugins'): string[] {
  if (!existsSync(join(root, below))) return []
  return readdirSync(join(root, below), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()))
    .flatMap(({ name }) => (name.startsWith('@') ? places(root, `${below}/${name}`) : [`${below}/${name}`]))
}

/** Folder of a dependency, looked up as Node does: `node_modules` here, then in every folder above. */
function dependencyFolder(from: string, name: string): string | undefined {
  const dir = join(from, 'node_modules', name)
  if (hasPackage(dir)) return dir
  return dirname(from) === from ? undefined : dependencyFolder(dirname(from), name)
}

function hostDependencies(root: string): [name: string, dir: string | undefined][] {
  const host = join(root, 'host')
  if (!hasPackage(host)) return []
  return readPackage(host).dependencies.map((name) => [name, dependencyFolder(host, name)])
}

/** Folders of packages below `plugins/`, by JSON alone; symbolic links resolved. */
export function pluginFolders(root: string): readonly { readonly dir: string; readonly place: string }[] {
  return candidates(root).folders.flatMap(({ dir, place }) => (place === null ? [] : [{ dir, place }]))
}

/** All folders that may be plugins, each once, and what is no folder of a package. */
export function candidates(root: string): { readonly folders: readonly Candidate[]; readonly skipped: Skipped[] } {
  const found = new Map<string, Candidate>()
  const skipped: Skipped[] = []
  for (const place of places(root)) {
    const dir = join(root, place)
    if (!existsSync(dir)) skipped.push({ place, reason: 'it is a link that leads nowhere; mend or remove it' })
    else if (!hasPackage(dir))
      skipped.push({ place, reason: 'it has no package.json; add one, or move the folder away' })
    else found.set(realpathSync(dir), { dir: realpathSync(dir), place })
  }
  for (const [name, dir] of hostDependencies(root)) {
    if (dir === undefined) skipped.push({ place: name, reason: 'the host depends on it, but it is not installed' })
    else if (!found.has(realpathSync(dir))) found.set(realpathSync(dir), { dir: realpathSync(dir), place: null })
  }
  return { folders: [...found.values()], skipped }
}

import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'

const names = z.record(z.string(), z.string()).default({})
const schema = z.object({
  name: z.string(),
  tessera: z.object({ id: z.string() }).optional(),
  dependencies: names,
  peerDependencies: names,
  devDependencies: names,
})

/** One package of the repository as its package.json describes it. */
export interface WorkspacePackage {
  readonly name: string
  /** Folder, from the root, with forward slashes. */
  readonly folder: string
  /** Id of the plugin it is, if it is one. */
  readonly plugin?: string
  /** Packages it needs to run. */
  readonly needs: ReadonlySet<string>
  /** Packages it needs for its tests or types only. */
  readonly needsInDevelopment: ReadonlySet<string>
}

/** Reads every package of the repository. */
export function readPackages(root: string): readonly WorkspacePackage[] {
  const folders = ['core/*', 'plugins/*', 'clients/*', 'docs/examples/*']
  const files = globSync(
    folders.map((folder) => `${folder}/package.json`),
    { cwd: root },
  )
  const apps = ['host/package.json', 'server/package.json'].filter((file) => existsSync(join(root, file)))
  return [...files, ...apps].toSorted().map((file) => readPackage(root, file))
}

function readPackage(root: string, file: string): WorkspacePackage {
  const json = schema.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))
  return {
    name: json.name,
    folder: relative(root, dirname(join(root, file))).replaceAll('\\', '/'),
    ...(json.tessera ? { plugin: json.tessera.id } : {}),
    needs: new Set([...Object.keys(json.dependencies), ...Object.keys(json.peerDependencies)]),
    needsInDevelopment: new Set(Object.keys(json.devDependencies)),
  }
}

import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { forbiddenEdges } from './allowed-edges.ts'
import { circleViolations } from './circle-violations.ts'
import { importsOf, type Import } from './imports-of.ts'
import { readPackages, type WorkspacePackage } from './workspace-package.ts'

/**
 * What breaks the arrows of docs/architecture.md, a sentence each: wrong package edges, escapes, unlisted imports, folders that
 * import each other.
 */
export async function findViolations(root: string): Promise<readonly string[]> {
  const packages = readPackages(root)
  const found: string[] = []
  for (const from of packages) {
    const imports = importsOf(root, from.folder)
    found.push(...forbiddenEdges(from), ...circleViolations(from.folder, imports))
    found.push(...imports.flatMap((each) => escape(from, each) ?? unlisted(from, each) ?? []))
    if (from.plugin !== undefined) found.push(...(await unrequired(root, { from, packages, imports })))
  }
  return found
}

const at = (each: Import): string => `${each.file}:${each.line}`

function escape(from: WorkspacePackage, each: Import): string | undefined {
  if (!each.specifier.startsWith('.')) return undefined
  const target = posix.join(posix.dirname(each.file), each.specifier)
  if (target.startsWith(`${from.folder}/`)) return undefined
  return `${at(each)}: '${each.specifier}' leaves the package; import the other package by its name`
}

function unlisted(from: WorkspacePackage, each: Import): string | undefined {
  const name = /^@tessera\/[^/]+/.exec(each.specifier)?.[0]
  if (name === undefined || name === from.name || from.needs.has(name)) return undefined
  if (from.needsInDevelopment.has(name)) return undefined
  return `${at(each)}: '${each.specifier}' is imported but not listed; add ${name} to ${from.folder}/package.json`
}

interface PluginImports {
  readonly from: WorkspacePackage
  readonly packages: readonly WorkspacePackage[]
  readonly imports: readonly Import[]
}

async function unrequired(root: string, { from, packages, imports }: PluginImports): Promise<string[]> {
  const used = packages.filter(
    ({ name, plugin }) =>
      plugin !== undefined &&
      plugin !== from.plugin &&
      imports.some(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`)),
  )
  if (used.length === 0) return []
  const required = await requiresOf(join(root, from.folder, 'src/plugin.ts'))
  return used
    .filter(({ plugin }) => plugin !== undefined && !required.has(plugin))
    .map(
      ({ name, plugin }) =>
        `${from.folder}: imports ${name} but its contract does not say so; add requires: { '${plugin}': … }`,
    )
}

const contractSchema = z.object({ plugin: z.object({ requires: z.record(z.string(), z.unknown()).default({}) }) })

async function requiresOf(contract: string): Promise<ReadonlySet<string>> {
  if (!existsSync(contract)) return new Set()
  const module = contractSchema.parse(await import(pathToFileURL(contract).href))
  return new Set(Object.keys(module.plugin.requires))
}

import { posix } from 'node:path'
import type { Import } from './imports-of.ts'

/** Folders and files side by side that import each other, directly or by way of others; imports of types count too. */
export interface FolderCircle {
  /** Folder they stand in, from the root. */
  readonly folder: string
  /** Their names, sorted. */
  readonly between: readonly string[]
}

type Graph = Map<string, Set<string>>

const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.split('/').includes('test')

/** What stands side by side, by the folder it stands in: who imports whom. */
function neighbours(imports: readonly Import[]): ReadonlyMap<string, Graph> {
  const graphs = new Map<string, Graph>()
  for (const { file, specifier } of imports) {
    if (!specifier.startsWith('.') || isTest(file)) continue
    const from = file.split('/')
    const to = posix.join(posix.dirname(file), specifier).split('/')
    const depth = from.findIndex((name, at) => name !== to[at])
    const [importer, imported] = [from[depth], to[depth]]
    if (importer === undefined || imported === undefined) continue
    const folder = from.slice(0, depth).join('/')
    const graph = graphs.get(folder) ?? new Map()
    graphs.set(folder, graph.set(importer, (graph.get(importer) ?? new Set()).add(imported)))
  }
  return graphs
}

function reachable(graph: Graph, from: string): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [from]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const name of graph.get(next) ?? []) {
      if (found.has(name)) continue
      found.add(name)
      open.push(name)
    }
  }
  return found
}

const isFolder = (name: string) => !name.includes('.')

/** Every circle with a folder in it; circles of files alone are the linter's (`import/no-cycle`). */
export function folderCircles(imports: readonly Import[]): readonly FolderCircle[] {
  return [...neighbours(imports)].flatMap(([folder, graph]) => {
    const reach = new Map([...graph.keys()].map((name) => [name, reachable(graph, name)]))
    const circles = [...reach].flatMap(([name, found]) => {
      const between = [...found].filter((other) => reach.get(other)?.has(name)).toSorted()
      return between.length > 1 && between.some(isFolder) ? [between.join('\n')] : []
    })
    return [...new Set(circles)].map((names) => ({ folder, between: names.split('\n') }))
  })
}

import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { parseSync, transformWithOxc } from 'vite'
import { reasonOf, registryErrors } from '../errors.ts'
import type { DiscoveredPlugin } from '../discovery/manifest.ts'

const code = /\.[cm]?[jt]sx?$/
const packageName = /^(@[\w.-]+\/)?[\w][\w.-]*(\/|$)/
const endings = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '/index.ts', '/index.tsx', '/index.js']

/** Whether the build finds a package from a file. */
export type FindsPackage = (specifier: string, importer: string) => Promise<boolean>

/** Transforms a plugin's web door and every file of the plugin it leads to, alone; a sentence if that fails, else null. */
export async function findBroken(
  plugin: DiscoveredPlugin,
  door: string,
  findsPackage: FindsPackage,
): Promise<string | null> {
  const seen = new Set<string>()
  const queue = [door]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const name = relative(plugin.dir, file).split(sep).join('/')
    try {
      for (const specifier of await importsOf(file)) {
        const isOwn = specifier.startsWith('.')
        if (!isOwn && packageName.test(specifier) && !(await findsPackage(specifier, file)))
          throw registryErrors('import_missing', { specifier })
        if (!isOwn) continue
        const target = findFile(resolve(dirname(file), specifier.replace(/\?.*$/, '')))
        if (!target) throw registryErrors('import_missing', { specifier })
        if (code.test(target) && target.startsWith(plugin.dir + sep)) queue.push(target)
      }
    } catch (error) {
      return registryErrors('web_broken', { file: name, reason: plainReason(error) }).message
    }
  }
  return null
}

/** Specifiers a file imports once types are gone, by `import`, `export … from` and `import('…')`. */
async function importsOf(file: string): Promise<string[]> {
  const source = readFileSync(file, 'utf8')
  const transformed = await transformWithOxc(source, file)
  const { module } = parseSync(`${file}.js`, transformed.code)
  const specifiers = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) => found.entries.map((entry) => entry.moduleRequest?.value)),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      literal(transformed.code.slice(moduleRequest.start, moduleRequest.end)),
    ),
  ]
  return specifiers.filter((found) => found !== null && found !== undefined)
}

const literal = (expression: string) => /^(['"`])([^'"`$]*)\1$/.exec(expression)?.[2]

const findFile = (path: string) =>
  endings.map((ending) => path + ending).find((file) => existsSync(file) && statSync(file).isFile())

/** First line of the message that says something, without colours and drawings. */
function plainReason(error: unknown): string {
  const lines = stripVTControlCharacters(reasonOf(error))
    .split('\n')
    .map((line) => line.trim())
  const [first = ''] = lines.filter((line) => line !== '' && !line.startsWith('Transform failed'))
  const place = lines.map((line) => /:(\d+):(\d+) \]/.exec(line)).find((found) => found !== null)
  return `${first.replace(/^\[\w+\] /, '')}${place ? ` (line ${place[1]}, column ${place[2]})` : ''}`
}

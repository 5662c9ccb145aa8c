import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { registryErrors } from '../errors.ts'

/** Entry files of a plugin, as absolute paths. */
export interface PluginDoors {
  readonly contract: string
  readonly server?: string
  readonly web?: string
  readonly extend?: string
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** First target of an exports entry that the conditions allow, as Node picks it. */
function target(entry: unknown, conditions: ReadonlySet<string>): string | undefined {
  if (typeof entry === 'string') return entry
  if (Array.isArray(entry)) return entry.map((item) => target(item, conditions)).find((found) => found !== undefined)
  if (!isObject(entry)) return undefined
  for (const [condition, inner] of Object.entries(entry)) {
    const found = conditions.has(condition) ? target(inner, conditions) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

const onServer = new Set(['node', 'import', 'default'])
const inBrowser = new Set(['browser', 'import', 'default'])
const anywhere = new Set(['import', 'default'])

/** Entry files named by the `exports` of a package in `dir`. Refuses a door that is declared without a file, and a package without `.`. */
export function findDoors(dir: string, exports: unknown): PluginDoors {
  const entries: Json = isObject(exports) && '.' in exports ? exports : isDoorMap(exports) ? exports : { '.': exports }
  const door = (name: string, conditions: ReadonlySet<string>): string | undefined => {
    if (entries[name] === undefined || entries[name] === null) return undefined
    const file = target(entries[name], conditions)
    if (!file?.startsWith('./')) throw registryErrors('door_unreadable', { door: name })
    const path = join(dir, file)
    if (!existsSync(path) || !statSync(path).isFile()) throw registryErrors('door_file_missing', { door: name, file })
    return path
  }
  const contract = door('.', anywhere)
  if (!contract) throw registryErrors('contract_door_missing', {})
  const server = door('./server', onServer)
  const web = door('./web', inBrowser)
  const extend = door('./extend', anywhere)
  return { contract, ...(server && { server }), ...(web && { web }), ...(extend && { extend }) }
}

const isDoorMap = (exports: unknown): exports is Json =>
  isObject(exports) && Object.keys(exports).some((key) => key.startsWith('.'))

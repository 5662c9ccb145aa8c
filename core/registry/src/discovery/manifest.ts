import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { apiVersion } from '@tessera/plugin-api'
import { readJson, readText } from '@tessera/plugin-api/server'
import { reasonOf, registryErrors } from '../errors.ts'
import { findDoors, type PluginDoors } from './doors.ts'

/** A plugin found on disk, before any of its code has run. */
export interface DiscoveredPlugin {
  readonly id: string
  /** Name of its npm package. */
  readonly name: string
  readonly version: string
  /** Its folder, symbolic links resolved. */
  readonly dir: string
  readonly doors: PluginDoors
}

/** What `readPackage` saw: no plugin at all, or one whose manifest still has to be checked. */
export interface PackageFile {
  readonly dir: string
  readonly name: string
  readonly version: string
  readonly exports: unknown
  readonly tessera: unknown
  readonly dependencies: readonly string[]
}

const packageSchema = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  exports: z.unknown().optional(),
  tessera: z.unknown().optional(),
  dependencies: z.record(z.string(), z.unknown()).optional(),
})

/** Reads the package.json of a folder. Refuses with `package_json_unreadable`. */
export function readPackage(dir: string): PackageFile {
  try {
    const json = packageSchema.parse(readJson(readText(readFileSync(join(dir, 'package.json')))))
    return {
      dir,
      name: json.name ?? basename(dir),
      version: json.version ?? '0.0.0',
      exports: json.exports,
      tessera: json.tessera,
      dependencies: Object.keys(json.dependencies ?? {}),
    }
  } catch (error) {
    throw registryErrors('package_json_unreadable', { reason: reasonOf(error) })
  }
}

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const manifestSchema = z.strictObject({ id: z.string(), api: z.unknown() })
/** Names of schemas of the database, and of places under `/api` that are the server's own. */
const reserved = new Set([
  'core',
  'entity',
  'public',
  'pgboss',
  'information-schema',
  'auth',
  'tessera',
  'v1',
  'trpc',
  'demo',
])

/** Checks the `tessera` field and the doors of a package. Refuses with a sentence for its author. */
export function readManifest(file: PackageFile): DiscoveredPlugin {
  const manifest = manifestSchema.safeParse(file.tessera)
  if (!manifest.success) {
    throw registryErrors('manifest_wrong', { reason: manifest.error.issues.map((issue) => issue.message).join(', ') })
  }
  const { id, api } = manifest.data
  if (api !== apiVersion) throw registryErrors('api_unsupported', { asked: JSON.stringify(api) ?? 'none' })
  if (!kebab.test(id)) throw registryErrors('id_not_kebab', { id })
  if (reserved.has(id) || id.startsWith('pg-')) throw registryErrors('id_reserved', { id })
  const { name, version, dir } = file
  return { id, name, version, dir, doors: findDoors(dir, file.exports) }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerDoor } from '@tessera/plugin-api/server'
import { loadPlugins, requirementsOf, type DiscoveredPlugin, type Registry } from '@tessera/registry'

/** Version a plugin must have so that the others, which ask for it in their `requires`, get what they ask for. */
function versionOf(id: string, doors: readonly ServerDoor[]): string {
  const asked = doors.flatMap(({ plugin }) => requirementsOf(plugin)).find(({ plugin }) => plugin === id)
  const [major = '1', minor = '0', patch = '0'] = asked?.version.match(/\d+/g) ?? []
  return `${major}.${minor}.${patch}`
}

/**
 * Makes a registry of doors at hand. They go through the loader and the checks of a real start, which read files: each door
 * gets two of a line that hand it over.
 */
export async function loadDoors(doors: readonly ServerDoor[]): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-doors-'))
  const key = `tessera.test-kit ${folder}`
  const shelf: Record<string, unknown> = globalThis as never
  shelf[key] = doors
  try {
    const plugins = doors.map((door, index): DiscoveredPlugin => {
      const { id } = door.plugin
      const write = (name: string, exported: string) => {
        const file = join(folder, `${id}-${name}.mjs`)
        writeFileSync(file, `export ${exported.replace('DOOR', `globalThis[${JSON.stringify(key)}][${index}]`)}\n`)
        return file
      }
      const contract = write('contract', 'const plugin = DOOR.plugin')
      const server = write('server', 'default DOOR')
      // why: what is drawn in a browser is none of a test host's business
      const web = contract
      return { id, name: id, version: versionOf(id, doors), dir: folder, doors: { contract, server, web } }
    })
    return await loadPlugins({ plugins, failures: [], skipped: [] })
  } finally {
    delete shelf[key]
    rmSync(folder, { recursive: true, force: true })
  }
}

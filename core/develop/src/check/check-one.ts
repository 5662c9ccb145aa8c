import { defineServer, type ServerDoor } from '@tessera/plugin-api/server'
import { loadPlugins, wishedBy, type LoadedPlugin, type Registry } from '@tessera/registry'
import { aspects, examine, openEmbeddedDatabase, type Examination } from '@tessera/test-kit/examination'
import { checkWeb } from './check-web.ts'
import { findSubject } from './find-subject.ts'

/** Something to mend: what was looked at, and a sentence that says what is wrong and what to do. */
export interface CheckFinding {
  readonly aspect: string
  readonly message: string
}

export interface CheckedPlugin {
  readonly plugin: string
  /** Nothing in a plugin that conforms. */
  readonly findings: readonly CheckFinding[]
  /** What a plugin should have and may lack. */
  readonly warnings: readonly CheckFinding[]
}

const doorOf = ({ contract, server }: LoadedPlugin): ServerDoor => server ?? defineServer(contract, {})

/**
 * Looks at one plugin, named by its id or by a path: whether it is found, loads and starts, whether its web door can be built, and all
 * that the conformance suite looks at, on an embedded database of its own.
 */
export async function checkOne(installation: string, asked: string): Promise<CheckedPlugin> {
  const { id, found, root, done } = await findSubject(installation, asked)
  try {
    const registry = await loadPlugins(found)
    const plugin = registry.plugin(id)
    if (!plugin) return { plugin: id, findings: [failureOf(registry, id)], warnings: [] }
    const web = plugin.doors.web === undefined ? [] : await checkWeb(root, plugin.doors.web)
    const { findings, warnings } = await conform(registry, plugin)
    return { plugin: id, findings: [...web.map((message) => ({ aspect: 'web', message })), ...findings], warnings }
  } finally {
    done()
  }
}

function failureOf(registry: Registry, id: string): CheckFinding {
  const status = registry.statuses().find((one) => one.id === id)
  return { aspect: status?.stage ?? 'manifest', message: status?.error ?? 'it does not load' }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

async function conform(registry: Registry, plugin: LoadedPlugin): Promise<Omit<CheckedPlugin, 'plugin'>> {
  // why: those it can do without too, where they are, or what rests on them is looked at by nobody
  const needed = registry.enabledClosure([plugin.id, ...wishedBy(plugin.contract)])
  const requires = registry
    .plugins()
    .filter(({ id }) => id !== plugin.id && needed.has(id))
    .map(doorOf)
  try {
    return told(await examine(doorOf(plugin), openEmbeddedDatabase, { requires }))
  } catch (error) {
    return { findings: [{ aspect: 'start', message: reasonOf(error) }], warnings: [] }
  }
}

/** Without a demo there may be nothing to look at, which is no fault of the plugin. */
const isUntested = (code: string) => code === 'nothing_seeded'

function told(examined: Examination): Omit<CheckedPlugin, 'plugin'> {
  const names = Object.keys(aspects) as (keyof typeof aspects)[]
  const all = names.flatMap((aspect) => examined[aspect].map(({ code, message }) => ({ aspect, code, message })))
  const plain = ({ aspect, message }: CheckFinding): CheckFinding => ({ aspect, message })
  return {
    findings: all.filter(({ code }) => !isUntested(code)).map(plain),
    warnings: [
      ...all.filter(({ code }) => isUntested(code)).map(plain),
      ...examined.warnings.map(({ message }) => ({ aspect: 'warnings', message })),
    ],
  }
}

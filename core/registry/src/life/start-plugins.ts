import { ProblemError, type PluginSpec } from '@tessera/plugin-api'
import type { Migration, PublishedView } from '@tessera/plugin-api/server'
import type { PluginStage, PluginStatus } from '@tessera/plugin-api/wire'
import { causedBy, reasonOf, registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { schemaOf } from '../model/ids.ts'
import type { Registry } from '../model/registry.ts'
import { requirementsOf, wishedBy } from '../model/requirements.ts'
import { checkRoutes } from './check-routes.ts'
import { runAlone, runAs } from './run-as.ts'
import { withinTime } from './within-time.ts'

export interface StartHooks {
  /** Brings a plugin's schema up to date, all or nothing. */
  readonly migrate: (plugin: string, schema: string, migrations: Readonly<Record<string, Migration>>) => Promise<void>
  /** Refuses a plugin's schema that lets rows of other tenants through, also one whose migrations all ran before. */
  readonly judge?: (schema: string) => Promise<void>
  /** Refuses a contract whose tables that are imported are not there as it says. */
  readonly importable?: (contract: PluginSpec) => Promise<void>
  /** Gives the plugin's role its rights, when its tables and those of the plugins it requires are there. */
  readonly grant?: (grants: { readonly schema: string; readonly reads: readonly string[] }) => Promise<void>
  /** Makes the views it publishes, when its role has its rights. */
  readonly publish?: (of: {
    readonly schema: string
    readonly views: Readonly<Record<string, PublishedView>>
  }) => Promise<void>
  /** Aborting it gives up the start, which then rejects with its reason, before the next plugin begins. */
  readonly leaving?: AbortSignal
  /** Longest time `init` and `dispose` may take each; 10 s when left out. */
  readonly timeoutMs?: number
}

interface Started {
  readonly hooks: StartHooks
  readonly plugins: LoadedPlugin[]
  /** Plugins some of whose views waited for others to start. */
  readonly waiting: Set<string>
  readonly stop: AbortController
  readonly timeoutMs: number
}

const started = new WeakMap<Registry, Started>()

/**
 * Starts all plugins, each after those it requires: migrations, `init`, check of its routes. What fails takes that
 * plugin and its dependents out. Refuses with `required_failed` when one the installation requires is out.
 */
export async function startPlugins(registry: Registry, hooks: StartHooks): Promise<void> {
  const state: Started = {
    hooks,
    plugins: [],
    waiting: new Set(),
    stop: new AbortController(),
    timeoutMs: hooks.timeoutMs ?? 10_000,
  }
  started.set(registry, state)
  assertRequired(registry)
  for (const plugin of registry.plugins()) {
    hooks.leaving?.throwIfAborted()
    if (registry.plugin(plugin.id)) await runAlone(plugin.id, () => startOne(registry, plugin, state))
  }
  await grantWished(registry, state)
  assertRequired(registry)
}

async function startOne(registry: Registry, plugin: LoadedPlugin, state: Started): Promise<void> {
  const { id, server } = plugin
  const step = async (stage: PluginStage, title: string, run: () => unknown): Promise<boolean> => {
    try {
      await run()
      registry.reach(id, stage)
      return true
    } catch (error) {
      const refusal = () => causedBy(registryErrors('step_failed', { step: title, reason: reasonOf(error) }), error)
      registry.fail(id, stage, error instanceof ProblemError ? error : refusal())
      return false
    }
  }
  const migrations = server?.migrations ?? {}
  if (Object.keys(migrations).length > 0) {
    if (!(await step('migrate', 'its migration', () => state.hooks.migrate(id, schemaOf(id), migrations)))) return
  }
  const { judge } = state.hooks
  if (judge && !(await step('migrate', 'the check of its tables', () => judge(schemaOf(id))))) return
  const { importable } = state.hooks
  if (
    importable &&
    !(await step('migrate', 'the check of its tables that are imported', () => importable(plugin.contract)))
  )
    return
  const { grant } = state.hooks
  if (grant && !(await step('migrate', 'the rights of its role', () => grant(grantsOf(plugin))))) return
  const { publish } = state.hooks
  const { views, waits } = viewsOf(registry, plugin, state)
  if (waits) state.waiting.add(id)
  if (
    publish &&
    !(await step('migrate', 'the publishing of its views', () => publish({ schema: schemaOf(id), views })))
  )
    return
  if (!(await step('init', 'its init', () => initialise(registry, plugin, state)))) return
  state.plugins.push(plugin)
  const routes = server?.routes
  if (routes && !(await step('routes', 'the check of its routes', () => checkRoutes(plugin.contract, routes)))) return
  registry.reach(id, 'run')
}

const grantsOf = ({ id, contract }: LoadedPlugin) => ({
  schema: schemaOf(id),
  reads: requirementsOf(contract).map((required) => schemaOf(required.plugin)),
})

/** The views of a plugin that can be made by now: all that they need has started. */
function viewsOf(registry: Registry, { server }: LoadedPlugin, { plugins }: Started) {
  const isThere = (id: string) => registry.plugin(id) !== undefined && plugins.some((plugin) => plugin.id === id)
  const all = Object.entries(server?.publish ?? {})
  const made = all.filter(([, { needs = [] }]) => needs.every(isThere))
  return { views: Object.fromEntries(made), waits: made.length < all.length }
}

/** Of plugins that wish for each other, one started before the tables of the other were there: its rights, and views that waited for them. */
async function grantWished(registry: Registry, state: Started): Promise<void> {
  const { hooks, plugins, waiting } = state
  const later = async (plugin: LoadedPlugin, run: () => Promise<void> | undefined) => {
    if (wishedBy(plugin.contract).length === 0 || !registry.plugin(plugin.id)) return
    await run()?.catch((error: unknown) => registry.degrade(plugin.id, 'run', error as Error))
  }
  const grantAll = async () => {
    for (const plugin of plugins) await later(plugin, () => hooks.grant?.(grantsOf(plugin)))
  }
  await grantAll()
  const late = plugins.filter(({ id }) => waiting.has(id))
  for (const plugin of late) {
    const { views } = viewsOf(registry, plugin, state)
    await later(plugin, () => hooks.publish?.({ schema: schemaOf(plugin.id), views }))
  }
  // why: a view made anew is nobody's to read yet
  if (late.length > 0) await grantAll()
}

async function initialise(registry: Registry, { server }: LoadedPlugin, state: Started): Promise<void> {
  if (!server?.init) return
  const init = server.init
  const giveUp = new AbortController()
  const signal = AbortSignal.any([giveUp.signal, state.stop.signal])
  try {
    await withinTime(state.timeoutMs, 'its init', () => init({ contributions: registry.contributions, signal }))
  } catch (error) {
    giveUp.abort(error)
    throw error
  }
}

/** Aborts what plugins were given a signal for and disposes of them in reverse start order. Never throws. */
export async function stopPlugins(registry: Registry): Promise<void> {
  const state = started.get(registry)
  if (!state) return
  started.delete(registry)
  state.stop.abort()
  for (const { id, server } of state.plugins.toReversed()) {
    const dispose = server?.dispose
    if (!dispose) continue
    try {
      await runAs(id, () => withinTime(state.timeoutMs, 'its dispose', () => dispose()))
    } catch (error) {
      const refusal = registryErrors('step_failed', { step: 'its dispose', reason: reasonOf(error) })
      registry.degrade(id, 'run', causedBy(refusal, error))
    }
  }
}

function assertRequired(registry: Registry): void {
  const plugins = registry.required.filter((id) => !registry.plugin(id))
  if (plugins.length === 0) return
  throw registryErrors('required_failed', { plugins, report: statusReport(registry.statuses()) })
}

/** One line per plugin: id, version, state, stage, and what is wrong. */
export function statusReport(statuses: readonly PluginStatus[]): string {
  return statuses
    .map(
      ({ id, version, state, stage, error }) => `${id} ${version}: ${state} at ${stage}${error ? ` — ${error}` : ''}`,
    )
    .join('\n')
}

import type { PluginStage, PluginStatus } from '@tessera/plugin-api/wire'
import { reasonOf, registryErrors } from '../errors.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'
import { neededBy, wishedBy } from './requirements.ts'

/** Called after each change of a plugin's status. */
export type StatusListener = (status: PluginStatus) => void

/** All plugins of a process and what became of each; the one place that says who is running. */
export interface PluginSet {
  /** One row per package found, wrong ones included, by id. */
  readonly statuses: () => readonly PluginStatus[]
  /** Ids of running plugins, each after those it requires. */
  readonly order: readonly string[]
  /** All plugins whose code was loaded, failed ones too, in start order. */
  readonly installed: () => readonly LoadedPlugin[]
  /** Running plugins in start order. */
  readonly plugins: () => readonly LoadedPlugin[]
  /** A running plugin, else undefined. */
  readonly plugin: (id: string) => LoadedPlugin | undefined
  /** Takes a plugin out, with all it added, and every plugin that requires it. The first failure is kept. */
  readonly fail: (id: string, stage: PluginStage, error: unknown) => void
  /** Notes that something of a plugin is wrong while the rest of it keeps working. */
  readonly degrade: (id: string, stage: PluginStage, error: unknown) => void
  /** Notes the step a healthy plugin reached. */
  readonly reach: (id: string, stage: PluginStage) => void
  /** What was thrown last for a plugin, stack included, for the log; undefined when nothing was. */
  readonly causeOf: (id: string) => unknown
  /** Calls back after each change; returns how to stop that. */
  readonly onStatus: (listener: StatusListener) => () => void
  /** The given plugins and all they require, narrowed to those running. */
  readonly enabledClosure: (ids: Iterable<string>) => ReadonlySet<string>
  /** Plugins this one could make use of that are not running. */
  readonly doesWithout: (id: string) => readonly string[]
  /** Running plugins that require this one, directly or not. */
  readonly dependents: (id: string) => readonly string[]
}

/** Starts the book over plugins given in start order, over packages that failed before, and over what was thrown then. */
export function createPluginSet(
  loaded: readonly LoadedPlugin[],
  failures: readonly PluginStatus[],
  thrown: ReadonlyMap<string, unknown> = new Map(),
): PluginSet {
  const byId = new Map(loaded.map((plugin) => [plugin.id, plugin]))
  const status = new Map<string, PluginStatus>()
  for (const { id, contract, version } of loaded) {
    status.set(id, { id, title: contract.title, version, state: 'ready', stage: 'check', error: null })
  }
  for (const failure of failures) status.set(failure.id, failure)
  const causes = new Map(thrown)
  const listeners = new Set<StatusListener>()
  const isRunning = (id: string) => byId.has(id) && status.get(id)?.state !== 'failed'
  const plugins = () => loaded.filter((plugin) => isRunning(plugin.id))
  const requiresOf = (plugin: LoadedPlugin) => neededBy(plugin.contract)

  const noteCause = (id: string, error: unknown) =>
    void causes.set(id, error instanceof Error ? (error.cause ?? error) : error)
  const change = (id: string, next: Partial<PluginStatus>) => {
    const before = status.get(id)
    if (!before || before.state === 'failed') return false
    const after = { ...before, ...next }
    status.set(id, after)
    for (const listener of listeners) listener(after)
    return true
  }
  const fail = (id: string, stage: PluginStage, error: unknown) => {
    if (!change(id, { state: 'failed', stage, error: reasonOf(error) })) return
    noteCause(id, error)
    for (const other of plugins()) {
      if (requiresOf(other).includes(id)) fail(other.id, 'requires', registryErrors('needs_running', { plugin: id }))
    }
  }
  const degrade = (id: string, stage: PluginStage, error: unknown) => {
    const before = status.get(id)?.error
    const reason = reasonOf(error)
    if (before?.includes(reason)) return
    noteCause(id, error)
    change(id, { state: 'degraded', stage, error: before ? `${before}; ${reason}`.slice(0, 2000) : reason })
  }
  const dependents = (id: string): readonly string[] => {
    const found = new Set([id])
    // Start order puts every plugin after those it requires, so one pass sees the indirect ones too.
    for (const plugin of plugins()) if (requiresOf(plugin).some((other) => found.has(other))) found.add(plugin.id)
    found.delete(id)
    return [...found]
  }

  return {
    statuses: () => [...status.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    get order() {
      return plugins().map((plugin) => plugin.id)
    },
    installed: () => loaded,
    plugins,
    plugin: (id) => (isRunning(id) ? byId.get(id) : undefined),
    fail,
    degrade,
    reach: (id, stage) => void (status.get(id)?.state === 'ready' && change(id, { stage })),
    causeOf: (id) => causes.get(id),
    onStatus: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    enabledClosure: (ids) => {
      const closure = new Set<string>()
      const add = (id: string) => {
        const plugin = byId.get(id)
        if (!plugin || closure.has(id)) return
        closure.add(id)
        requiresOf(plugin).forEach(add)
      }
      for (const id of ids) add(id)
      return new Set([...closure].filter(isRunning))
    },
    doesWithout: (id) => {
      const plugin = byId.get(id)
      return plugin ? wishedBy(plugin.contract).filter((other) => !isRunning(other)) : []
    },
    dependents,
  }
}

import { pluginErrors } from '../errors.ts'
import type { Caller } from './trpc.ts'

/** Who may call a procedure of a plugin. */
export interface Gate {
  readonly plugin: string
  /** Full ids of the rights its callers hold. */
  readonly rights: readonly string[]
  /** Whether its author named the right; else it is `metrics:read`. */
  readonly named: boolean
}

const gates = new WeakMap<object, Gate>()

type Built = { readonly _def: object }

const middlewaresOf = ({ _def }: Built): readonly object[] =>
  (_def as { readonly middlewares?: readonly object[] }).middlewares ?? []

/** Marks the last middleware of a builder as that of a gate: every procedure built on from it stands behind the gate. */
export function markGate<Builder extends Built>(builder: Builder, gate: Gate): Builder {
  const middleware = middlewaresOf(builder).at(-1)
  if (middleware) gates.set(middleware, gate)
  return builder
}

/** Gates a procedure was built with; none where `pluginTrpc` has no part in it, whatever its meta says. */
export function gatesOf(procedure: Built): readonly Gate[] {
  return middlewaresOf(procedure).flatMap((middleware) => gates.get(middleware) ?? [])
}

/**
 * Refuses with `signed_out` who acts in no tenant, with `plugin_disabled` where the tenant does not have the plugin, with
 * `scope_missing` who lacks a right.
 */
export function assertPasses({ tenant, plugins, scopes }: Caller, { plugin, rights }: Omit<Gate, 'named'>): void {
  if (!tenant) throw pluginErrors('signed_out', {})
  if (!plugins.has(plugin)) throw pluginErrors('plugin_disabled', { plugin })
  const scope = rights.find((right) => !scopes.has(right))
  if (scope !== undefined) throw pluginErrors('scope_missing', { scope })
}

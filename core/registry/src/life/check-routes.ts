import { coreRights, type PluginSpec } from '@tessera/plugin-api'
import { gatesOf, type ProcedureMeta } from '@tessera/plugin-api/server'
import type { AnyTRPCRouter } from '@trpc/server'
import { registryErrors } from '../errors.ts'
import { nearest } from '../model/nearest.ts'

interface Procedure {
  readonly _def: { readonly type: string; readonly meta?: ProcedureMeta }
}

/** Whether calling it may change something: a mutation, or anything at a REST path that is not read with GET. */
function changes({ _def: { type, meta } }: Procedure): boolean {
  return type === 'mutation' || (meta?.openapi !== undefined && meta.openapi.method !== 'GET')
}

function checkProcedure({ id, permissions }: PluginSpec, name: string, procedure: Procedure): void {
  const gates = gatesOf(procedure)
  const path = `${id}.${name}`
  if (gates.length === 0 || gates.some(({ plugin }) => plugin !== id)) {
    throw registryErrors('procedure_ungated', { procedure: path })
  }
  const known = [...Object.keys(permissions ?? {}).map((own) => `${id}:${own}`), ...Object.keys(coreRights)]
  for (const right of gates.flatMap(({ rights }) => rights)) {
    if (known.includes(right)) continue
    const meant = nearest(right, known)
    throw registryErrors('right_unknown', { where: `procedure '${path}'`, right, meant })
  }
  if (changes(procedure) && !gates.some(({ named }) => named)) {
    throw registryErrors('mutation_without_right', { plugin: id, procedure: path })
  }
}

/**
 * Refuses a router with a procedure that was not made by this plugin's `pluginTrpc`, that changes something without naming a right,
 * that names a right there is not, or that cannot be seen yet.
 */
export function checkRoutes(contract: PluginSpec, router: AnyTRPCRouter): void {
  const { procedures, lazy } = router._def as unknown as {
    readonly procedures: Readonly<Record<string, Procedure>>
    readonly lazy?: Readonly<Record<string, unknown>>
  }
  for (const [name, procedure] of Object.entries(procedures)) checkProcedure(contract, name, procedure)
  const [later] = Object.keys(lazy ?? {})
  if (later !== undefined) throw registryErrors('router_lazy', { procedure: `${contract.id}.${later}` })
}

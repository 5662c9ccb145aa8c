import type { AnyTRPCRouter } from '@trpc/server'
import { registryErrors } from '../errors.ts'

interface Gated {
  readonly _def: { readonly meta?: unknown }
}

/** Refuses a router with a procedure that was not made by this plugin's `pluginTrpc`, or that cannot be seen yet. */
export function checkRoutes(plugin: string, router: AnyTRPCRouter): void {
  const { procedures, lazy } = router._def as unknown as {
    readonly procedures: Readonly<Record<string, Gated>>
    readonly lazy?: Readonly<Record<string, unknown>>
  }
  for (const [procedure, { _def }] of Object.entries(procedures)) {
    if (Object(_def.meta).plugin !== plugin)
      throw registryErrors('procedure_ungated', { procedure: `${plugin}.${procedure}` })
  }
  const [later] = Object.keys(lazy ?? {})
  if (later !== undefined) throw registryErrors('router_lazy', { procedure: `${plugin}.${later}` })
}

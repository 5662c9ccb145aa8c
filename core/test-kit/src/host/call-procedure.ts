import type { Database } from '@tessera/database'
import { pluginErrors } from '@tessera/plugin-api'
import { trpc, type RequestContext } from '@tessera/plugin-api/server'
import { mountRoutes, type Registry } from '@tessera/registry'
import type { Actor, PluginServices } from '@tessera/services'
import { readAllSettings } from '@tessera/settings'
import { callTRPCProcedure, type AnyTRPCProcedure, type AnyTRPCRouter } from '@trpc/server'
import { kitErrors } from '../errors.ts'
import type { TestTenant } from './test-tenants.ts'

/** Who calls a procedure in a test. */
export interface TestCaller {
  /** Null for a stranger. */
  readonly tenant: TestTenant | null
  /** Who is signed in; nobody, as with a key, when left out. */
  readonly user?: { readonly id: string; readonly name: string; readonly email: string }
  /** Ids of the rights held; all there are when left out. */
  readonly scopes?: readonly string[]
  /** Ids of the plugins the tenant has enabled; all when left out. */
  readonly plugins?: readonly string[]
}

/** A procedure of a plugin, by its name within the plugin. */
export interface CalledProcedure {
  readonly plugin: string
  readonly name: string
  readonly input?: unknown
}

interface Parts {
  readonly database: Database
  readonly registry: Registry
  readonly services: Pick<PluginServices, 'forRequest'>
}

async function contextOf({ database, registry, services }: Parts, caller: TestCaller): Promise<RequestContext> {
  const { user = null } = caller
  const tenant = caller.tenant && Object.freeze({ ...caller.tenant })
  const settings = tenant ? await readAllSettings(database.owner, tenant.id) : {}
  const plugins = new Set(caller.plugins ?? registry.order)
  const scopes = new Set(tenant ? (caller.scopes ?? registry.rights(plugins).map(({ id }) => id)) : [])
  const { signal } = new AbortController()
  const actor: Actor = user ? { kind: 'person', id: user.id, name: user.name } : { kind: 'key', id: null }
  return {
    tenant,
    user,
    scopes,
    role: null,
    plugins,
    signal,
    ...services.forRequest(() => {
      if (!tenant) throw pluginErrors('signed_out', {})
      return { tenant, plugins, rights: scopes, settings, signal, actor, origin: {} }
    }),
  }
}

/** Router of a plugin as a host mounts it: each procedure behind its gate. */
export function mountedRouter(registry: Registry, plugin: string): AnyTRPCRouter {
  const running = registry.plugin(plugin)
  return trpc.router(running ? mountRoutes(running) : {})
}

/** Calls a procedure as a host would. Throws what it refuses with; `procedure_unknown` where there is none of the name. */
export async function callProcedure(parts: Parts, caller: TestCaller, called: CalledProcedure): Promise<unknown> {
  const router = mountedRouter(parts.registry, called.plugin)
  const procedures = router._def.procedures as Readonly<Record<string, AnyTRPCProcedure>>
  const { plugin, name, input } = called
  const procedure = Object.hasOwn(procedures, name) ? procedures[name] : undefined
  if (!procedure) throw kitErrors('procedure_unknown', { plugin, procedure: name })
  const ctx = await contextOf(parts, caller)
  const { type } = procedure._def
  const call = { router, path: name, getRawInput: async () => input, ctx, type, signal: ctx.signal, batchIndex: 0 }
  try {
    return await callTRPCProcedure(call)
  } catch (error) {
    // why: what a procedure throws arrives wrapped in an error of tRPC
    throw error instanceof Error && error.cause instanceof Error ? error.cause : error
  }
}

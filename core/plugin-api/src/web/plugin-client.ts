import type { TRPCClient } from '@trpc/client'
import type { AnyTRPCRouter } from '@trpc/server'
import { pluginErrors } from '../errors.ts'

type Clients = { readonly plugins: Readonly<Record<string, unknown>> }

let root: Clients | null = null

/** Hands the host's tRPC client to the plugins' pages. Called once by the host, before it draws anything. */
export function provideClient(client: unknown): void {
  root = client as Clients
}

/**
 * Typed client of a plugin's own router, for its pages: `pluginClient<Routes>(plugin).list.query(…)`, with
 * `import type { Routes } from '../server/index.ts'`. Calls of the same tick leave as one request, as the caller of the page.
 */
export function pluginClient<Routes extends AnyTRPCRouter>(plugin: { readonly id: string }): TRPCClient<Routes> {
  if (!root) throw pluginErrors('no_host', {})
  return root.plugins[plugin.id] as TRPCClient<Routes>
}

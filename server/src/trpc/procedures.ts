import { pluginErrors } from '@tessera/plugin-api'
import { trpc } from '@tessera/plugin-api/server'
import { serverErrors } from '../errors.ts'

/** Anybody in a tenant: a signed-in member, or a key. */
const inTenant = trpc.middleware(({ ctx, next }) => {
  if (!ctx.tenant) throw ctx.user ? serverErrors('no_tenant', {}) : pluginErrors('signed_out', {})
  return next({ ctx: { ...ctx, tenant: ctx.tenant } })
})

/** A procedure for callers in a tenant who have the given right. */
export function procedureFor(scope: 'metrics:read' | 'events:write' | 'admin') {
  return trpc.procedure
    .meta({ scope })
    .use(inTenant)
    .use(({ ctx, next }) => {
      if (!ctx.scopes.has(scope)) throw pluginErrors('scope_missing', { scope })
      return next()
    })
}

import { pluginErrors, type CoreRightId } from '@tessera/plugin-api'
import { trpc, type RequestContext } from '@tessera/plugin-api/server'
import { serverErrors } from '../errors.ts'

type Tenant = NonNullable<RequestContext['tenant']>

/** The tenant a caller acts in: of a key, or of a signed-in member. Refuses everybody else with `signed_out` or `no_tenant`. */
export function tenantOf({ tenant, user }: Pick<RequestContext, 'tenant' | 'user'>): Tenant {
  if (!tenant) throw user ? serverErrors('no_tenant', {}) : pluginErrors('signed_out', {})
  return tenant
}

/** Refuses a caller without a right with `scope_missing`. */
export function assertScope({ scopes }: Pick<RequestContext, 'scopes'>, scope: CoreRightId): void {
  if (!scopes.has(scope)) throw pluginErrors('scope_missing', { scope })
}

const inTenant = trpc.middleware(({ ctx, next }) => next({ ctx: { ...ctx, tenant: tenantOf(ctx) } }))

/** A procedure for callers in a tenant, whatever their rights. */
export const tenantProcedure = trpc.procedure.use(inTenant)

/** A procedure for callers in a tenant who have the given right. */
export function procedureFor(scope: CoreRightId) {
  return trpc.procedure
    .meta({ scopes: [scope] })
    .use(inTenant)
    .use(({ ctx, next }) => {
      assertScope(ctx, scope)
      return next()
    })
}

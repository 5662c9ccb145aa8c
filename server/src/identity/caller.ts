import type { IncomingHttpHeaders } from 'node:http'
import type { RequestContext, Role } from '@tessera/plugin-api/server'
import { pluginErrors } from '@tessera/plugin-api'
import { fromNodeHeaders } from 'better-auth/node'
import { sql } from 'kysely'
import { serverErrors } from '../errors.ts'
import type { Services } from '../services.ts'
import { readKey } from './api-keys.ts'
import { rightsOf, roleOf } from './rights.ts'
import { enabledPlugins, readEnabledPlugins, switchesColumn, type PluginSwitches } from './tenant-plugins.ts'
import { tenantColumns, tenantContext, type TenantRow } from './tenants.ts'

/** A request context that also knows its session. */
export interface CallerContext extends RequestContext {
  /** Session of a signed-in person, null for keys and strangers. */
  readonly sessionId: string | null
}

type Identity = Pick<CallerContext, 'tenant' | 'user' | 'scopes' | 'role' | 'plugins' | 'sessionId'>

const stranger: Identity = {
  tenant: null,
  user: null,
  scopes: new Set(),
  role: null,
  plugins: new Set(),
  sessionId: null,
}

async function fromKey(services: Services, key: string): Promise<Identity> {
  const owner = services.database.owner
  const { tenant, scopes } = await readKey(owner, key)
  const plugins = await readEnabledPlugins(owner, services.registry, tenant.tenant_id)
  return { ...stranger, tenant: tenantContext(tenant), scopes: new Set(scopes), plugins }
}

interface MembershipRow extends TenantRow {
  readonly role: string
  readonly switches: PluginSwitches
}

async function fromSession(services: Services, headers: IncomingHttpHeaders): Promise<Identity> {
  const found = await services.auth.api.getSession({ headers: fromNodeHeaders(headers) })
  if (!found) return stranger
  const { session, user } = found
  const person = { user: { id: user.id, name: user.name, email: user.email }, sessionId: session.id }
  // The tenant active in the session, if the person still belongs to it; else the first by slug.
  const { rows } = await sql<MembershipRow>`
    select m.role, ${tenantColumns}, ${switchesColumn}
    from auth.member m join core.tenants t on t.tenant_id = m."organizationId"
    where m."userId" = ${user.id}
    order by (m."organizationId"::text = ${session.activeOrganizationId ?? ''}) desc, t.slug
    limit 1`.execute(services.database.owner)
  const row = rows[0]
  if (!row) return { ...stranger, ...person }
  const role: Role = roleOf(row.role)
  const plugins = enabledPlugins(services.registry, row.switches)
  return { ...person, tenant: tenantContext(row), scopes: rightsOf(role), role, plugins }
}

const bearer = /^bearer +(\S+)$/i

function identify(services: Services, headers: IncomingHttpHeaders): Promise<Identity> {
  if (headers.authorization !== undefined) {
    const key = bearer.exec(headers.authorization)?.[1]
    if (!key) throw serverErrors('key_invalid', {})
    return fromKey(services, key)
  }
  return headers.cookie?.includes('tessera.session_token') ? fromSession(services, headers) : Promise.resolve(stranger)
}

/** Who asks and in which tenant, from the API key or the session cookie and nothing else. Refuses a wrong key with `key_invalid`. */
export async function readCaller(
  services: Services,
  request: { readonly headers: IncomingHttpHeaders; readonly signal: AbortSignal },
): Promise<CallerContext> {
  const identity = await identify(services, request.headers)
  return contextOf(services, identity, request.signal)
}

/** Adds what procedures may do to an identity. */
export function contextOf(services: Services, identity: Identity, signal: AbortSignal): CallerContext {
  const { tenant, plugins, scopes, user } = identity
  const inTenant = () => {
    if (tenant) return tenant
    throw user ? serverErrors('no_tenant', {}) : pluginErrors('signed_out', {})
  }
  return {
    ...identity,
    signal,
    transaction: async (run) => services.database.tenantTransaction(inTenant().id, run, { signal }),
    query: async (query) => {
      const context = { tenant: inTenant(), plugins, signal }
      if (!scopes.has('metrics:read')) throw pluginErrors('scope_missing', { scope: 'metrics:read' })
      return services.engine.run(query, context)
    },
  }
}

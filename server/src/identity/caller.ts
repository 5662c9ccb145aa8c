import type { IncomingHttpHeaders } from 'node:http'
import type { RequestContext, Role } from '@tessera/plugin-api/server'
import { pluginErrors } from '@tessera/plugin-api'
import type { Actor } from '@tessera/services'
import type { SettingsByPlugin } from '@tessera/settings'
import { serverErrors } from '../errors.ts'
import { namedTenant } from '../http/named-tenant.ts'
import { identityErrors, scopesNow } from '@tessera/identity'
import type { Services } from '../services.ts'
import { enabledPlugins, roleOf, tenantContext } from '@tessera/tenancy'

/** What bounds the keys a caller makes. */
export interface KeyMaker {
  /** Person the keys belong to: the one signed in, or the owner of the key that makes them. */
  readonly ownerId: string | null
  readonly mayGive: ReadonlySet<string>
  /** Until when the caller's own key lasts; null for ever. */
  readonly expiresAt: Date | null
}

/** A request context that also knows its session. */
export interface CallerContext extends RequestContext {
  /** Session of a signed-in person, null for keys and strangers. */
  readonly sessionId: string | null
  readonly actor: Actor
  readonly keyMaker: KeyMaker
  /** Breaks the connection of a call that stays open. */
  readonly cut?: () => void
}

export type Identity = Pick<
  CallerContext,
  'tenant' | 'user' | 'scopes' | 'role' | 'plugins' | 'sessionId' | 'actor' | 'keyMaker'
> & {
  /** What admins of the tenant set, by plugin. */
  readonly settings: SettingsByPlugin
  /** Version of the tenant's data when the caller was identified. */
  readonly dataVersion?: string | undefined
}

const stranger: Identity = {
  tenant: null,
  actor: { kind: 'server', id: null },
  user: null,
  scopes: new Set(),
  role: null,
  plugins: new Set(),
  settings: {},
  sessionId: null,
  keyMaker: { ownerId: null, mayGive: new Set(), expiresAt: null },
}

async function fromKey({ callers, registry }: Services, key: string, named: string | null): Promise<Identity> {
  const { id, name, tenant, switches, settings, dataVersion, ownerId, expiresAt, ...held } = await callers.key(key)
  if (named !== null && named !== tenant.slug) throw serverErrors('key_elsewhere', { tenant: named })
  const plugins = enabledPlugins(registry, switches)
  const scopes = scopesNow(registry, held, plugins)
  const keyMaker = { ownerId, mayGive: scopes, expiresAt }
  const actor: Actor = { kind: 'key', id, name }
  return { ...stranger, tenant: tenantContext(tenant), actor, scopes, plugins, settings, dataVersion, keyMaker }
}

async function fromSession(
  { callers, registry }: Services,
  headers: IncomingHttpHeaders,
  named: string | null,
): Promise<Identity> {
  const found = await callers.session(headers, named)
  if (!found) return stranger
  const { sessionId, user, place } = found
  if (!place && named !== null) throw serverErrors('not_a_member', { tenant: named })
  const actor: Actor = { kind: 'person', id: user.id, name: user.name }
  if (!place) return { ...stranger, actor, user, sessionId }
  const role: Role = roleOf(place.role)
  const plugins = enabledPlugins(registry, place.switches)
  const { dataVersion, settings } = place
  const tenant = tenantContext(place.tenant)
  const keyMaker = { ownerId: user.id, mayGive: registry.keyRightsOf(role, plugins), expiresAt: null }
  const scopes = registry.rightsOf(role, plugins)
  return { actor, user, sessionId, tenant, scopes, role, plugins, settings, dataVersion, keyMaker }
}

const bearer = /^bearer +(\S+)$/i

/**
 * Who sent a request, as the database knows it now. Refuses with `key_invalid`, `not_a_member`, `key_elsewhere`.
 */
export function identify(services: Services, headers: IncomingHttpHeaders): Promise<Identity> {
  const named = namedTenant(headers)
  if (headers.authorization !== undefined) {
    const key = bearer.exec(headers.authorization)?.[1]
    if (!key) throw identityErrors('key_invalid', {})
    return fromKey(services, key, named)
  }
  const hasSession = headers.cookie?.includes('tessera.session_token')
  return hasSession ? fromSession(services, headers, named) : Promise.resolve(stranger)
}

/** Who sent a request, read before its body was, by the headers of that request. */
const read = new WeakMap<IncomingHttpHeaders, { readonly identity: Identity; readonly at: number }>()
/** Why it could not be read. The body was left unread then, so that a second try must not come to another end. */
const unread = new WeakMap<IncomingHttpHeaders, unknown>()
const believeIdentityMs = 1_000

/**
 * Reads who asks before a body is read; `readCaller` believes it if it follows within a second, and fails as this did. Refuses with
 * `key_invalid`, `not_a_member`, `key_elsewhere`.
 */
export async function readIdentity(services: Services, headers: IncomingHttpHeaders): Promise<Identity> {
  try {
    const identity = await identify(services, headers)
    read.set(headers, { identity, at: performance.now() })
    return identity
  } catch (error) {
    unread.set(headers, error)
    throw error
  }
}

/** What is read of a request to know who sent it. */
interface Asked {
  readonly id: string
  readonly headers: IncomingHttpHeaders
  readonly signal: AbortSignal
}

/**
 * Who asks and in which tenant, from the API key or the session cookie. The address may name a tenant: a person then acts in that one of
 * their own. Refuses a wrong key with `key_invalid`, and whoever has no business in the tenant named with `not_a_member` or `key_elsewhere`.
 */
export async function readCaller(services: Services, request: Asked): Promise<CallerContext> {
  if (unread.has(request.headers)) throw unread.get(request.headers)
  const known = read.get(request.headers)
  const isFresh = known !== undefined && performance.now() - known.at < believeIdentityMs
  const identity = isFresh ? known.identity : await identify(services, request.headers)
  return contextOf(services, identity, request)
}

/** Longest wait of a procedure for its turn. */
const patienceMs = 30_000

/** Adds what procedures may do to an identity. */
export function contextOf(
  services: Services,
  identity: Identity,
  request: Pick<Asked, 'id' | 'signal'>,
): CallerContext {
  const { tenant, actor, user, scopes: rights, plugins, settings, dataVersion } = identity
  const { signal } = request
  const origin = { request: request.id }
  const inTenant = services.pluginServices.forRequest(() => {
    if (tenant) return { tenant, actor, origin, plugins, rights, settings, dataVersion, signal, patienceMs }
    throw user ? serverErrors('no_tenant', {}) : pluginErrors('signed_out', {})
  })
  return { ...identity, signal, ...inTenant }
}

/** What bounds the keys the caller of a procedure makes. */
export function keyMakerOf(ctx: RequestContext): KeyMaker {
  return (ctx as Partial<CallerContext>).keyMaker ?? stranger.keyMaker
}

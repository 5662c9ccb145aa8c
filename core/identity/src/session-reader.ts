import { batchedRead, dataVersionColumn, meetingTrouble, type Database } from '@tessera/database'
import { settingsColumn, type SettingsByPlugin } from '@tessera/settings'
import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import { type PluginSwitches, type TenantRow, notOfDemo, switchesColumn, tenantColumns } from '@tessera/tenancy'
import type { Auth } from './auth.ts'
import { authHeaders, type CallerHeaders } from './auth-headers.ts'

/** A signed-in person, and where they act; `place` is null for a member of no tenant, and of the tenant that was named. */
export interface SignedIn {
  readonly sessionId: string
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  readonly place: {
    readonly tenant: TenantRow
    readonly role: string
    readonly switches: PluginSwitches
    readonly settings: SettingsByPlugin
    readonly dataVersion: string | undefined
  } | null
}

interface SessionRow extends Omit<TenantRow, 'tenant_id'> {
  readonly tenant_id: string | null
  /** Session and slug that were asked for. */
  readonly asked: string
  readonly session_id: string
  readonly user_id: string
  readonly user_name: string
  readonly email: string
  readonly role: string
  readonly switches: PluginSwitches
  readonly settings: SettingsByPlugin
  readonly data_version: string | null
}

const uuidLength = 36
const rememberedCookies = 10_000
const rememberedCharacters = 8 * 1024 * 1024
/** How long a cookie's signature is trusted unseen, in milliseconds; then better-auth looks again and prolongs the session. */
const rememberMs = 5 * 60_000

/**
 * Makes the reader of sessions by cookie. better-auth checks a cookie when it is first seen; from then on every call looks at
 * the session, the membership and the tenant in the database, together with all others that wait: who signed out or was
 * removed a moment ago is nobody now. Where the demo is off its people are nobody. The tenant is the one named by its slug, if the
 * person belongs to it; without a name the one the session was last used in, else the first by slug.
 */
export function sessionReader(parts: {
  readonly database: Pick<Database, 'owner' | 'read'>
  readonly auth: Auth
  /** The demo is on: its people may act. */
  readonly demo: boolean
}): (headers: CallerHeaders, tenant?: string | null) => Promise<SignedIn | null> {
  const { database, auth, demo } = parts
  const sessionIds = new LRUCache<string, string>({
    max: rememberedCookies,
    // why: what else stands in the header is up to its sender, and may be another long text each time
    maxSize: rememberedCharacters,
    sizeCalculation: (_, cookie) => cookie.length,
    ttl: rememberMs,
  })

  /** Cookies that better-auth looks at now: calls that came together wait for one look. */
  const looks = new Map<string, Promise<string | null>>()
  const look = async (cookie: string, headers: CallerHeaders): Promise<string | null> => {
    const found = await meetingTrouble(() => auth.api.getSession({ headers: authHeaders({ headers }) }))
    if (found) sessionIds.set(cookie, found.session.id)
    return found?.session.id ?? null
  }
  const verify = (cookie: string, headers: CallerHeaders): Promise<string | null> | string => {
    const known = sessionIds.get(cookie)
    if (known) return known
    const running = looks.get(cookie) ?? look(cookie, headers).finally(() => looks.delete(cookie))
    looks.set(cookie, running)
    return running
  }

  const read = batchedRead<SessionRow>(async (asked) => {
    const ids = asked.map((key) => key.slice(0, uuidLength))
    const slugs = asked.map((key) => key.slice(uuidLength))
    const statement = sql<SessionRow>`
      select s.id || asked.slug as asked, s.id as session_id, u.id as user_id, u.name as user_name, u.email, place.*
      from unnest(${ids}::uuid[], ${slugs}::text[]) as asked (id, slug)
      join auth.session s on s.id = asked.id
      join auth."user" u on u.id = s."userId"
      left join lateral (
        select m.role, ${tenantColumns}, ${switchesColumn}, ${settingsColumn}, ${dataVersionColumn}
        from auth.member m join core.tenants t on t.tenant_id = m."organizationId"
        where m."userId" = u.id and asked.slug in ('', t.slug)
        order by (m."organizationId"::text = coalesce(s."activeOrganizationId", '')) desc, t.slug
        limit 1) place on true
      where s."expiresAt" > now() ${demo ? sql`` : notOfDemo(sql`u.id`)}`.compile(database.owner)
    const rows = (await database.read(statement)) as unknown as readonly SessionRow[]
    return new Map(rows.map((row) => [row.asked, row]))
  })

  return async (headers, tenant) => {
    const { cookie } = headers
    if (!cookie) return null
    const sessionId = await verify(cookie, headers)
    if (!sessionId) return null
    const row = await read(sessionId + (tenant ?? ''))
    if (!row) {
      sessionIds.delete(cookie)
      return null
    }
    const { tenant_id, role, switches, settings } = row
    const dataVersion = row.data_version ?? undefined
    const place = tenant_id === null ? null : { tenant: { ...row, tenant_id }, role, switches, settings, dataVersion }
    return { sessionId, user: { id: row.user_id, name: row.user_name, email: row.email }, place }
  }
}

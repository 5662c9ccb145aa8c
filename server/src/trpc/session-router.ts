import { pluginErrors, type Domain, type Icon } from '@tessera/plugin-api'
import { trpc, type RequestContext, type Role } from '@tessera/plugin-api/server'
import type { ResolvedPage } from '@tessera/registry'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import type { DemoProgress, Services } from '../services.ts'
import { writableTables } from './reach-table.ts'

interface TenantName {
  readonly id: string
  readonly slug: string
  readonly name: string
}

/** Who is signed in, where, and what they may see. All null or empty for a stranger. */
export interface SessionInfo {
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | null
  readonly tenant: {
    readonly id: string
    readonly slug: string
    readonly name: string
    readonly timeZone: string
    readonly currency: string
    readonly weekStart: number
    /** Instant a demo tenant's clock stands at, ISO. */
    readonly asOf: string | null
  } | null
  /** Tenants the person belongs to. */
  readonly tenants: readonly TenantName[]
  /** Slug of the one this session was last used in, to which addresses without a tenant lead; null for none. */
  readonly lastTenant: string | null
  readonly role: Role | null
  readonly scopes: readonly string[]
  readonly plugins: readonly {
    readonly id: string
    readonly title: string
    readonly domain: Domain | null
    readonly icon: Icon | null
    /** As they count for the tenant, defaults included; empty for who may not read metrics. */
    readonly settings: Readonly<Record<string, unknown>>
  }[]
  /** Pages of those plugins that the caller may see. */
  readonly pages: readonly ResolvedPage[]
  /** There is a table that they may import into. */
  readonly mayImport: boolean
  /** One-click demo sign-in is offered. */
  readonly demo: boolean
  /** What demo data is being laid at the moment, for who is signed in; null while none is. */
  readonly laying: DemoProgress | null
  /** Version of the tenant's data now, for who listens to changes from here on; null where it has none yet. */
  readonly dataVersion: string | null
}

interface MyTenant extends TenantName {
  /** The session was last used in it. */
  readonly last: boolean
}

async function tenantsOf(
  owner: Kysely<never>,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string | null },
): Promise<MyTenant[]> {
  const { rows } = await sql<MyTenant>`
    select t.tenant_id as id, t.slug, t.name, coalesce(s."activeOrganizationId" = t.tenant_id::text, false) as last
    from auth.member m join core.tenants t on t.tenant_id = m."organizationId"
    left join auth.session s on s.id = ${sessionId}
    where m."userId" = ${userId} order by t.name, t.slug`.execute(owner)
  return rows
}

const sessionIdOf = (ctx: RequestContext): string | null =>
  'sessionId' in ctx && typeof ctx.sessionId === 'string' ? ctx.sessionId : null

/** The caller's own session. */
export function sessionRouter(services: Services) {
  const { database, registry, demo } = services
  const describe = async (ctx: RequestContext): Promise<SessionInfo> => {
    const { user, tenant, role } = ctx
    const mine = user ? await tenantsOf(database.owner, { userId: user.id, sessionId: sessionIdOf(ctx) }) : []
    const shown = (id: string) => {
      const contract = registry.plugin(id)?.contract
      const { title = id, domain = null, icon = null } = contract ?? {}
      const reads = contract !== undefined && ctx.scopes.has('metrics:read')
      return { id, title, domain, icon, settings: reads ? ctx.services(contract).settings : {} }
    }
    return {
      user,
      tenant: tenant && { ...tenant, asOf: tenant.asOf?.toISOString() ?? null },
      tenants: user ? mine.map(({ id, slug, name }) => ({ id, slug, name })) : tenant ? [tenant] : [],
      lastTenant: mine.find(({ last }) => last)?.slug ?? null,
      role,
      scopes: [...ctx.scopes],
      plugins: [...ctx.plugins].map(shown),
      pages: registry.pages(ctx.plugins).filter(({ needs }) => ctx.scopes.has(needs)),
      mayImport: tenant !== null && writableTables(services, ctx).length > 0,
      demo,
      laying: user ? services.laying.progress : null,
      dataVersion: ('dataVersion' in ctx && typeof ctx.dataVersion === 'string' && ctx.dataVersion) || null,
    }
  }
  return trpc.router({
    me: trpc.procedure.query(({ ctx }) => describe(ctx)),
    /** The tenant in which the session acts where an address names none. */
    switchTenant: trpc.procedure
      .input(z.strictObject({ tenant: z.string().min(1).max(100).describe('id or slug') }))
      .mutation(async ({ ctx, input }): Promise<{ readonly tenant: TenantName }> => {
        const sessionId = sessionIdOf(ctx)
        if (!ctx.user || !sessionId)
          throw ctx.tenant ? serverErrors('session_needed', {}) : pluginErrors('signed_out', {})
        const mine = await tenantsOf(database.owner, { userId: ctx.user.id, sessionId })
        const target = mine.find((one) => one.id === input.tenant || one.slug === input.tenant)
        if (!target) throw serverErrors('not_a_member', { tenant: input.tenant })
        await sql`update auth.session set "activeOrganizationId" = ${target.id} where id = ${sessionId}`.execute(
          database.owner,
        )
        return { tenant: { id: target.id, slug: target.slug, name: target.name } }
      }),
  })
}

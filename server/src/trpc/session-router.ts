import { pluginErrors, type Domain, type Icon } from '@tessera/plugin-api'
import { trpc, type RequestContext, type Role } from '@tessera/plugin-api/server'
import type { ResolvedPage } from '@tessera/registry'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import type { Services } from '../services.ts'

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
  /** Tenants the person may switch to. */
  readonly tenants: readonly { readonly id: string; readonly slug: string; readonly name: string }[]
  readonly role: Role | null
  readonly scopes: readonly string[]
  readonly plugins: readonly {
    readonly id: string
    readonly title: string
    readonly domain: Domain | null
    readonly icon: Icon | null
  }[]
  /** Pages of those plugins that the caller may see. */
  readonly pages: readonly ResolvedPage[]
  /** One-click demo sign-in is offered. */
  readonly demo: boolean
}

interface TenantName {
  readonly id: string
  readonly slug: string
  readonly name: string
}

async function tenantsOf(owner: Kysely<never>, userId: string): Promise<TenantName[]> {
  const { rows } = await sql<TenantName>`
    select t.tenant_id as id, t.slug, t.name
    from auth.member m join core.tenants t on t.tenant_id = m."organizationId"
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
    const shown = (id: string) => {
      const { title = id, domain = null, icon = null } = registry.plugin(id)?.contract ?? {}
      return { id, title, domain, icon }
    }
    return {
      user,
      tenant: tenant && { ...tenant, asOf: tenant.asOf?.toISOString() ?? null },
      tenants: user ? await tenantsOf(database.owner, user.id) : tenant ? [tenant] : [],
      role,
      scopes: [...ctx.scopes],
      plugins: [...ctx.plugins].map(shown),
      pages: registry.pages(ctx.plugins).filter(({ needs }) => ctx.scopes.has(needs)),
      demo,
    }
  }
  return trpc.router({
    me: trpc.procedure.query(({ ctx }) => describe(ctx)),
    switchTenant: trpc.procedure
      .input(z.strictObject({ tenant: z.string().min(1).max(100).describe('id or slug') }))
      .mutation(async ({ ctx, input }): Promise<{ readonly tenant: TenantName }> => {
        const sessionId = sessionIdOf(ctx)
        if (!ctx.user || !sessionId)
          throw ctx.tenant ? serverErrors('session_needed', {}) : pluginErrors('signed_out', {})
        const mine = await tenantsOf(database.owner, ctx.user.id)
        const target = mine.find((one) => one.id === input.tenant || one.slug === input.tenant)
        if (!target) throw serverErrors('not_a_member', { tenant: input.tenant })
        await sql`update auth.session set "activeOrganizationId" = ${target.id} where id = ${sessionId}`.execute(
          database.owner,
        )
        return { tenant: target }
      }),
  })
}

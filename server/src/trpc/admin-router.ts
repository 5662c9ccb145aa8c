import { trpc } from '@tessera/plugin-api/server'
import type { PluginStatus } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import { pluginErrors, type Role } from '@tessera/plugin-api'
import { serverErrors } from '../errors.ts'
import { createKey, giveKey, listKeys, newKeySchema, revokeKey } from '../identity/api-keys.ts'
import { assertScopes } from '../identity/rights.ts'
import { keyMakerOf, type KeyMaker } from '../identity/caller.ts'
import { listMembers } from '../identity/members.ts'
import { type ProjectionInfo, listProjections, projectorNamed } from '@tessera/projections'
import { switchPlugin } from '../identity/tenant-plugins.ts'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

/** A plugin as the status page shows it. */
export interface PluginRow extends PluginStatus {
  /** Usable in this tenant now. */
  readonly enabled: boolean
  readonly requires: readonly string[]
  /** How far it has read this tenant's events; null for a plugin that projects none. */
  readonly projection: ProjectionInfo | null
}

const newKey = newKeySchema.extend({ expiresAt: z.iso.datetime({ offset: true }).nullish() })

/** When a new key ends: no later than the key it is made with. Refuses with `key_outlives`. */
function expiryOf(asked: string | null | undefined, { expiresAt: latest }: KeyMaker): Date | null {
  if (!asked) return latest
  const expiresAt = new Date(asked)
  if (latest && expiresAt > latest) throw serverErrors('key_outlives', { latest: latest.toISOString() })
  return expiresAt
}

/** What admins of a tenant do. */
export function adminRouter(services: Services) {
  const { database, registry } = services
  const { owner } = database
  const admin = procedureFor('admin')
  return trpc.router({
    plugins: admin.query(async ({ ctx }): Promise<readonly PluginRow[]> => {
      const projections = await ctx.transaction((db) => listProjections(db, ctx.tenant.id))
      return registry.statuses().map((status) => ({
        ...status,
        enabled: ctx.plugins.has(status.id),
        requires: Object.keys(registry.plugin(status.id)?.contract.requires ?? {}),
        projection: projections.find(({ plugin }) => plugin === status.id) ?? null,
      }))
    }),
    retryProjection: admin.input(z.strictObject({ plugin: z.string().max(100) })).mutation(async ({ ctx, input }) => {
      const { plugin } = projectorNamed(services.projectors(), input.plugin)
      await services.projections.retry(ctx.tenant.id, plugin)
      return { retried: plugin }
    }),
    setPlugin: admin
      .input(z.strictObject({ plugin: z.string().max(100), enabled: z.boolean() }))
      .mutation(async ({ ctx, input }) => {
        const change = { tenantId: ctx.tenant.id, by: ctx.user?.id ?? null, ...input }
        return { changed: await switchPlugin({ owner, registry }, change) }
      }),
    keys: admin.query(async ({ ctx }) => {
      const keys = await listKeys(owner, ctx.tenant.id)
      return keys.filter((key) => key.revokedAt === null)
    }),
    createKey: admin
      .meta({
        openapi: {
          method: 'POST',
          path: '/api/v1/keys',
          tags: ['Rights'],
          summary: 'Make an API key',
          description:
            'The key belongs to who makes it, carries no right that they do not have, and is shown once. `GET /api/v1/rights` ' +
            'lists what a key may carry.',
        },
      })
      .input(newKey)
      .output(z.object({ id: z.string(), key: z.string() }))
      .mutation(({ ctx, input }) => {
        const { name, scopes } = input
        const maker = keyMakerOf(ctx)
        assertScopes(registry, scopes, ctx.plugins)
        const lacking = scopes.find((scope) => !maker.mayGive.has(scope))
        if (lacking) throw pluginErrors('scope_missing', { scope: lacking })
        const expiresAt = expiryOf(input.expiresAt, maker)
        return createKey(owner, { tenantId: ctx.tenant.id, name, scopes, ownerId: maker.ownerId, expiresAt })
      }),
    giveKey: admin
      .input(
        z.strictObject({ id: z.string().max(100), to: z.string().min(1).max(320).describe('id or e-mail address') }),
      )
      .mutation(async ({ ctx, input }) => {
        const { mayGive } = keyMakerOf(ctx)
        const mayHave = (role: Role) => registry.keyRightsOf(role, ctx.plugins)
        await giveKey(owner, { tenantId: ctx.tenant.id, key: input.id, to: input.to, mayGive, mayHave })
        return { given: input.id }
      }),
    revokeKey: admin.input(z.strictObject({ id: z.string().max(100) })).mutation(async ({ ctx, input }) => {
      await revokeKey(owner, ctx.tenant.id, input.id)
      return { revoked: input.id }
    }),
    members: admin.query(({ ctx }) => listMembers(owner, ctx.tenant.id)),
  })
}

import { trpc } from '@tessera/plugin-api/server'
import type { PluginStatus } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import { createKey, listKeys, revokeKey } from '../identity/api-keys.ts'
import { listMembers } from '../identity/members.ts'
import { keyScopes } from '../identity/rights.ts'
import { switchPlugin } from '../identity/tenant-plugins.ts'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

/** A plugin as the status page shows it. */
export interface PluginRow extends PluginStatus {
  /** Usable in this tenant now. */
  readonly enabled: boolean
  readonly requires: readonly string[]
}

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(keyScopes)).min(1),
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
})

/** What admins of a tenant do. */
export function adminRouter(services: Services) {
  const { database, registry } = services
  const { owner } = database
  const admin = procedureFor('admin')
  return trpc.router({
    plugins: admin.query(({ ctx }): readonly PluginRow[] =>
      registry.statuses().map((status) => ({
        ...status,
        enabled: ctx.plugins.has(status.id),
        requires: Object.keys(registry.plugin(status.id)?.contract.requires ?? {}),
      })),
    ),
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
    createKey: admin.input(newKey).mutation(({ ctx, input }) =>
      createKey(owner, {
        tenantId: ctx.tenant.id,
        name: input.name,
        scopes: input.scopes,
        createdBy: ctx.user?.id ?? null,
        expiresAt: input.expiresAt ? new Date(input.expiresAt) : null,
      }),
    ),
    revokeKey: admin.input(z.strictObject({ id: z.string().max(100) })).mutation(async ({ ctx, input }) => {
      await revokeKey(owner, ctx.tenant.id, input.id)
      return { revoked: input.id }
    }),
    members: admin.query(({ ctx }) => listMembers(owner, ctx.tenant.id)),
  })
}

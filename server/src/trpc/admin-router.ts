import { trpc } from '@tessera/plugin-api/server'
import type { PluginStatus, SettingsChange } from '@tessera/plugin-api/wire'
import { describeSettings, listSettingsChanges, writeSettings } from '@tessera/settings'
import { z } from 'zod'
import { pluginErrors, type Role } from '@tessera/plugin-api'
import { serverErrors } from '../errors.ts'
import { neededBy, wishedBy } from '@tessera/registry'
import { assertScopes, createKey, giveKey, listKeys, listMembers, newKeySchema, revokeKey } from '@tessera/identity'
import { keyMakerOf, type KeyMaker } from '../identity/caller.ts'
import { record } from '../identity/record.ts'
import { type ProjectionInfo, listProjections, projectorNamed } from '@tessera/projections'
import { afterSwitch } from '@tessera/services'
import { switchPlugin, tenancyErrors } from '@tessera/tenancy'
import type { Services } from '../services.ts'
import { settingsShape } from '../rest/settings-shape.ts'
import { procedureFor } from './procedures.ts'

/** A plugin as the status page shows it. */
export interface PluginRow extends PluginStatus {
  /** Usable in this tenant now. */
  readonly enabled: boolean
  readonly requires: readonly string[]
  /** It has settings that admins may change. */
  readonly hasSettings: boolean
  /** Plugins it could make use of that this tenant does not have. */
  readonly doesWithout: readonly string[]
  /** It has jobs that run for this tenant. */
  readonly hasJobs: boolean
  /** It has tables that are imported, and this tenant has it. */
  readonly hasTables: boolean
  /** Other systems may send to it. */
  readonly hasWebhooks: boolean
  /** How far it has read this tenant's events; null for a plugin that projects none. */
  readonly projection: ProjectionInfo | null
}

const pluginName = z.strictObject({ plugin: z.string().max(100) })
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
  const { owner, tenantTransaction } = database
  const places = { tenantTransaction, vault: services.vault }
  const admin = procedureFor('admin')
  const contractOf = (plugin: string) => {
    const found = registry.plugin(plugin)
    if (!found) throw tenancyErrors('plugin_unknown', { plugin })
    return found.contract
  }
  return trpc.router({
    plugins: admin.query(async ({ ctx }): Promise<readonly PluginRow[]> => {
      const projections = await ctx.transaction((db) => listProjections(db, ctx.tenant.id))
      return registry.statuses().map((status) => ({
        ...status,
        enabled: ctx.plugins.has(status.id),
        hasJobs: Object.values(registry.plugin(status.id)?.contract.jobs ?? {}).some(({ per }) => per === 'tenant'),
        hasTables: ctx.plugins.has(status.id) && registry.plugin(status.id)?.contract.tables !== undefined,
        hasWebhooks: registry.plugin(status.id)?.contract.webhooks !== undefined,
        hasSettings: registry.plugin(status.id)?.contract.settings !== undefined,
        requires: neededBy(registry.plugin(status.id)?.contract ?? status),
        doesWithout: wishedBy(registry.plugin(status.id)?.contract ?? status).filter((id) => !ctx.plugins.has(id)),
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
        const changed = await switchPlugin({ owner, registry }, change)
        // why: what it missed while it was off is read now
        if (input.enabled) services.projections.behind(ctx.tenant.id)
        await services.jobs.align()
        await afterSwitch(services, { tenantId: ctx.tenant.id, plugins: changed, enabled: input.enabled })
        const action = input.enabled ? 'plugin_enabled' : 'plugin_disabled'
        await record(services, ctx, { action, plugin: input.plugin, details: { changed } })
        return { changed }
      }),
    settings: admin
      .meta({
        openapi: {
          method: 'GET',
          path: '/api/v1/plugins/{plugin}/settings',
          tags: ['Plugins'],
          summary: 'Settings of a plugin',
          description: 'The fields, what counts now, and which values an admin of the tenant set.',
        },
      })
      .input(pluginName)
      .output(settingsShape)
      .query(({ ctx, input }) => describeSettings(places, ctx.tenant.id, contractOf(input.plugin))),
    setSettings: admin
      .meta({
        openapi: {
          method: 'PATCH',
          path: '/api/v1/plugins/{plugin}/settings',
          tags: ['Plugins'],
          summary: 'Change settings of a plugin',
          description:
            '`change` holds new values by name; null takes one back to its default, and a secret away. What is not named stays. ' +
            'Secrets are never answered: `secrets` says when and by whom each was set.',
        },
      })
      .input(pluginName.extend({ change: z.record(z.string().max(100), z.unknown()) }))
      .output(settingsShape)
      .mutation(async ({ ctx, input }) => {
        const contract = contractOf(input.plugin)
        const { change } = input
        const by = ctx.user?.id ?? null
        const written = await writeSettings(places, { tenantId: ctx.tenant.id, contract, change, by })
        const details = { changed: Object.keys(change) }
        await record(services, ctx, { action: 'settings_changed', plugin: contract.id, details })
        return written
      }),
    settingsChanges: admin.input(pluginName).query(async ({ ctx, input }): Promise<readonly SettingsChange[]> => {
      const { id } = contractOf(input.plugin)
      return ctx.transaction((db) => listSettingsChanges(db, ctx.tenant.id, id))
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
      .mutation(async ({ ctx, input }) => {
        const { name, scopes } = input
        const maker = keyMakerOf(ctx)
        assertScopes(registry, scopes, ctx.plugins)
        const lacking = scopes.find((scope) => !maker.mayGive.has(scope))
        if (lacking) throw pluginErrors('scope_missing', { scope: lacking })
        const expiresAt = expiryOf(input.expiresAt, maker)
        const made = await createKey(owner, {
          tenantId: ctx.tenant.id,
          name,
          scopes,
          ownerId: maker.ownerId,
          expiresAt,
        })
        await record(services, ctx, { action: 'key_made', subject: made.id, details: { name, scopes } })
        return made
      }),
    giveKey: admin
      .input(
        z.strictObject({ id: z.string().max(100), to: z.string().min(1).max(320).describe('id or e-mail address') }),
      )
      .mutation(async ({ ctx, input }) => {
        const { mayGive } = keyMakerOf(ctx)
        const mayHave = (role: Role) => registry.keyRightsOf(role, ctx.plugins)
        await giveKey(owner, { tenantId: ctx.tenant.id, key: input.id, to: input.to, mayGive, mayHave })
        await record(services, ctx, { action: 'key_given', subject: input.id, details: { to: input.to } })
        return { given: input.id }
      }),
    revokeKey: admin.input(z.strictObject({ id: z.string().max(100) })).mutation(async ({ ctx, input }) => {
      await revokeKey(owner, ctx.tenant.id, input.id)
      await record(services, ctx, { action: 'key_revoked', subject: input.id })
      return { revoked: input.id }
    }),
    members: admin.query(({ ctx }) => listMembers(owner, ctx.tenant.id)),
  })
}

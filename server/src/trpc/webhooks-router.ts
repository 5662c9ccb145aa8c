import { trpc } from '@tessera/plugin-api/server'
import type { DeliveryInfo, WebhookInfo } from '@tessera/webhooks'
import { z } from 'zod'
import { record } from '../identity/record.ts'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

const pluginName = z.strictObject({ plugin: z.string().max(100) })

/** Webhooks of plugins: the addresses of the tenant, what came in, and new addresses. */
export function webhooksRouter(services: Services) {
  const { webhooks } = services
  const admin = procedureFor('admin')
  return trpc.router({
    list: admin
      .input(pluginName)
      .query(({ ctx, input }): Promise<readonly WebhookInfo[]> => webhooks.list(ctx.tenant.id, input.plugin)),
    deliveries: admin.query(({ ctx }): Promise<readonly DeliveryInfo[]> => webhooks.deliveries(ctx.tenant.id)),
    renew: admin
      .input(pluginName.extend({ webhook: z.string().max(100) }))
      .mutation(async ({ ctx, input: { plugin, webhook: name } }) => {
        const path = await webhooks.renew({ tenantId: ctx.tenant.id, plugin, name }, ctx.user?.id ?? null)
        await record(services, ctx, { action: 'webhook_renewed', plugin, subject: name })
        return { path }
      }),
  })
}

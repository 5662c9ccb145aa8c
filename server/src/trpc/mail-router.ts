import type { OpenedMail, OutboxPage } from '@tessera/mail'
import { trpc } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { record } from '../identity/record.ts'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

const one = z.strictObject({ id: z.uuid() })

/** The mails of a tenant, as its plugins sent them, for its admins. */
export function mailRouter(services: Services) {
  const { mails } = services
  const admin = procedureFor('admin')
  return trpc.router({
    outbox: admin
      .input(z.strictObject({ before: z.uuid().optional() }))
      .query(async ({ ctx, input }): Promise<OutboxPage & { readonly sends: boolean }> => ({
        sends: mails.sends,
        ...(await mails.list(ctx.tenant.id, input)),
      })),
    open: admin
      .input(one)
      .query(({ ctx, input }): Promise<OpenedMail> => mails.open({ tenantId: ctx.tenant.id, delivery: input.id })),
    again: admin.input(one).mutation(async ({ ctx, input }) => {
      await mails.again({ tenantId: ctx.tenant.id, delivery: input.id })
      await record(services, ctx, { action: 'mail_tried_again', subject: input.id })
      return { again: input.id }
    }),
  })
}

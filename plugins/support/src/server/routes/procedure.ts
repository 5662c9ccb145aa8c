import { externalId, instantInput, pluginTrpc } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { plugin } from '../../plugin.ts'

export const { router, procedure } = pluginTrpc(plugin)

const id = z.string().min(1).max(200)

/** Whose ticket or answer it is, by ids of any system, as in events. */
export const customer = { userId: id.nullish(), accountId: id.nullish() }

/** An id of one's own; made where left out. */
export const ownId = id.optional()

/** When it happened; now where left out. */
export const at = instantInput.optional()

/** The customer as tables keep it. */
export function keptCustomer({ userId, accountId }: z.infer<z.ZodObject<typeof customer>>) {
  return {
    userId: userId ? externalId('user', userId) : null,
    accountId: accountId ? externalId('account', accountId) : null,
  }
}

import { externalId, instantInput, pluginTrpc } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { plugin } from '../../plugin.ts'

export const { router, procedure } = pluginTrpc(plugin)

const id = z.string().min(1).max(200)

/** Whose it is, by ids of any system, as in events. */
export const whose = { userId: id.nullish(), accountId: id.nullish() }

/** An id of one's own; made where left out. */
export const ownId = id.optional()

/** When it happened; now where left out. */
export const at = instantInput.optional()

/** Anything else to be kept with it, up to 4 kB of JSON. */
export const metadata = z
  .record(z.string().max(100), z.json())
  .refine((value) => JSON.stringify(value).length <= 4096, 'write 4096 characters at most')
  .optional()

/** So many complete days of the tenant. */
export const lastDays = (usual: number) => z.object({ days: z.coerce.number().int().min(1).max(366).default(usual) })

/** Ids as tables keep them. */
export function kept({ userId, accountId }: z.infer<z.ZodObject<typeof whose>>) {
  return {
    userId: userId ? externalId('user', userId) : null,
    accountId: accountId ? externalId('account', accountId) : null,
  }
}

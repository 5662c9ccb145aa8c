import { extensionPoint } from '@tessera/plugin-api'
import { z } from 'zod'

/** Where deals come from. The key of a contribution is the value of `source` in events. */
export const sources = extensionPoint()(
  'quotas/sources/v1',
  z.strictObject({ title: z.string().min(1).max(60), color: z.string().optional() }),
)

import { extensionPoint } from '@tessera/plugin-api'
import type { Questions } from '@tessera/plugin-api/server'
import { z } from 'zod'

/** Where deals come from. The key of a contribution is the value of `source` in events. */
export const sources = extensionPoint()(
  'quotas/sources/v1',
  z.strictObject({ title: z.string().min(1).max(60), color: z.string().optional() }),
)

/** Code of a plugin that knows what teams may sell. */
export interface Planner {
  /** Quotas it proposes for a year. `query` asks for figures with the rights of who asks for proposals. */
  readonly propose: (asked: {
    readonly year: number
    readonly query: Questions['query']
  }) => Promise<readonly { readonly team: string; readonly amount: number }[]>
}

/** Who proposes quotas: a title for lists, and the code behind it. */
export const planners = extensionPoint<Planner>()(
  'quotas/planners/v1',
  z.strictObject({ title: z.string().min(1).max(60) }),
)

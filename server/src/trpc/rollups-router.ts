import { trpc } from '@tessera/plugin-api/server'
import { listNights, type NightReport } from '@tessera/rollup-keeping'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

/** Rollups of a tenant: what the comparisons of its last nights found. */
export function rollupsRouter({ database, rollups }: Services) {
  return trpc.router({
    nights: procedureFor('admin').query(
      async ({ ctx }): Promise<{ readonly kept: number; readonly nights: readonly NightReport[] }> => ({
        kept: rollups.definitions.length,
        nights: await listNights(database.owner, ctx.tenant.id),
      }),
    ),
  })
}

import type { JobHandlers } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { plugin } from '../plugin.ts'
import { pullQuotas } from './pull-quotas.ts'

type Jobs = JobHandlers<typeof plugin>['jobs']

/** What the jobs of the contract do. Each may be begun twice, so what is there already stays. */
export const jobs: Jobs = {
  pull: pullQuotas,
  carry_over: async ({ tenant, clock, transaction, progress, signal }) => {
    const year = clock.now().getUTCFullYear()
    signal.throwIfAborted()
    const { numAffectedRows = 0n } = await transaction((db) =>
      sql`
        insert into quotas.quotas (tenant_id, year, team, amount)
        select tenant_id, ${year}, team, amount from quotas.quotas
        where tenant_id = ${tenant.id} and year = ${year - 1}
        on conflict (tenant_id, year, team) do nothing`.execute(db),
    )
    await progress(1, `${numAffectedRows} quotas carried over to ${year}`)
  },
}

import type { JobHandlers } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { plugin } from '../plugin.ts'
import { mailAttainment } from './mail-attainment.ts'
import { pullQuotas } from './pull-quotas.ts'

type Jobs = JobHandlers<typeof plugin>['jobs']

/** What the jobs of the contract do. Each may be begun twice, so what is there already stays. */
export const jobs: Jobs = {
  pull: pullQuotas,
  weekly: mailAttainment,
  forget_old: async ({ tenants, forTenant, progress, signal }) => {
    const all = await tenants()
    for (const [at, tenant] of all.entries()) {
      signal.throwIfAborted()
      const { clock, transaction } = await forTenant(tenant)
      const first = clock.now().getUTCFullYear() - 10
      await transaction((db) =>
        sql`delete from quotas.quotas where tenant_id = ${tenant.id} and year < ${first}`.execute(db),
      )
      await progress((at + 1) / all.length, `${at + 1} of ${all.length} tenants looked at`)
    }
  },
  carry_over: async ({ tenant, clock, transaction, mail, progress, signal }) => {
    const year = clock.now().getUTCFullYear()
    signal.throwIfAborted()
    const { numAffectedRows = 0n } = await transaction((db) =>
      sql`
        insert into quotas.quotas (tenant_id, year, team, amount)
        select tenant_id, ${year}, team, amount from quotas.quotas
        where tenant_id = ${tenant.id} and year = ${year - 1}
        on conflict (tenant_id, year, team) do nothing`.execute(db),
    )
    // why: a second try carries nothing over, and tells nobody again
    if (numAffectedRows > 0n) {
      await mail.send({
        to: { role: 'admin' },
        subject: `Quotas of ${year}`,
        text: `${numAffectedRows} teams of ${tenant.name} have the quota of ${year - 1} for ${year} until you set another.`,
      })
    }
    await progress(1, `${numAffectedRows} quotas carried over to ${year}`)
  },
}

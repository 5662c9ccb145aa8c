import type { JobHandlers } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { z } from 'zod'
import type { plugin } from '../plugin.ts'
import { quotaErrors } from './errors.ts'

const answer = z.object({
  quotas: z.array(z.object({ team: z.string().min(1), year: z.int(), amount: z.number().min(0) })),
})

/** Fetches the quotas that the CRM has. It may be begun twice: what is there already is written once more. */
export const pullQuotas: JobHandlers<typeof plugin>['jobs']['pull'] = async (run) => {
  const { tenant, secrets, settings, http, transaction } = run
  const headers = { authorization: `Bearer ${await secrets.read('crmToken')}` }
  const response = await http.fetch(`${settings.crmAddress}/v1/quotas`, { headers, timeout: '20s' })
  if (!response.ok) throw quotaErrors('crm_refused', { status: response.status })
  const { quotas } = answer.parse(await response.json())
  await transaction(async (db) => {
    for (const { team, year, amount } of quotas) {
      await sql`
        insert into quotas.quotas (tenant_id, year, team, amount) values (${tenant.id}, ${year}, ${team}, ${amount})
        on conflict (tenant_id, year, team) do update set amount = excluded.amount`.execute(db)
    }
  })
  await run.progress(1, `${quotas.length} quotas pulled`)
}

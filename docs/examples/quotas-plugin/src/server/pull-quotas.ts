import type { JobHandlers } from '@tessera/plugin-api/server'
import { z } from 'zod'
import type { plugin } from '../plugin.ts'
import { quotaErrors } from './errors.ts'

const answer = z.object({
  quotas: z.array(z.object({ team: z.string().min(1), year: z.int(), amount: z.number().min(0) })),
})

/** Fetches the quotas that the CRM has. It may be begun twice: rows that are there already cause no write. */
export const pullQuotas: JobHandlers<typeof plugin>['jobs']['pull'] = async (run) => {
  const { secrets, settings, http, records } = run
  const headers = { authorization: `Bearer ${await secrets.read('crmToken')}` }
  const response = await http.fetch(`${settings.crmAddress}/v1/quotas`, { headers, timeout: '20s' })
  if (!response.ok) throw quotaErrors('crm_refused', { status: response.status })
  const { quotas } = answer.parse(await response.json())
  const { inserted, updated } = await records.upsert('quotas', quotas)
  await run.progress(1, `${inserted} quotas new, ${updated} changed`)
}

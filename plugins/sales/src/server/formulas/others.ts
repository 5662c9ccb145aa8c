import { count, ratio, sum } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { repAcceptances, repLeads, repRenewals } from '../facts/others.ts'

/** What other plugins know, by who sells. */
export const otherFormulas = {
  renewal_rate: ratio(
    sum(repRenewals, () => sql<number>`least(amount_up, coalesce(amount_renewed, 0))`),
    sum(repRenewals, 'amount_up'),
  ),
  total_mqls: count(repLeads),
  mql_conversion_rate: ratio(
    count(repAcceptances, { where: (eb) => eb('is_converted', '=', true) }),
    count(repAcceptances),
  ),
} as const

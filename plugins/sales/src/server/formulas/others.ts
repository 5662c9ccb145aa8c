import { derived, ref } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** What other plugins know, under the names that sales knows it by. */
export const otherFormulas = {
  renewal_rate: derived({ rate: ref('saas-metrics.renewal_rate') }, (n) => sql<number>`${n.rate}`),
  total_mqls: derived({ leads: ref('marketing.total_mqls') }, (n) => sql<number>`${n.leads}`),
  mql_conversion_rate: derived({ rate: ref('marketing.mql_conversion_rate') }, (n) => sql<number>`${n.rate}`),
} as const

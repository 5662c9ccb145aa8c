import { view } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** What other plugins may read: quotas of whole years, not those of single teams. */
export const publish = {
  yearly: view(sql`
    select tenant_id, year, starts_on, sum(amount) as amount, count(*) as teams
    from quotas group by tenant_id, year, starts_on`),
}

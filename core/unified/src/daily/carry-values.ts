import { sql, type Kysely } from 'kysely'

/** Days values are carried to: the running day, and where a tenant's clock stands still, the day of the others. */
export interface Carrying {
  readonly tenantId: string
  /** The day it is for the tenant. */
  readonly today: string
  /** The day it is for everybody else; the same where the clock runs. */
  readonly present: string
}

async function carry(
  db: Kysely<never>,
  tenantId: string,
  { from, to }: { readonly from: string; readonly to: string },
) {
  await sql`
    insert into core.metric_values (tenant_id, metric_id, entity_type, entity_id, metric_date, value, n, numerator, denominator,
      definition_version, is_final, computed_at, carried_from)
    select tenant_id, metric_id, entity_type, entity_id, ${to}::date, value, n, numerator, denominator, definition_version, false,
      computed_at, coalesce(carried_from, metric_date)
    from core.metric_values where tenant_id = ${tenantId}::uuid and metric_date = ${from}::date
    on conflict (tenant_id, metric_id, entity_type, entity_id, metric_date) do nothing`.execute(db)
}

/**
 * Gives the running day, for what has no value yet, that of the last complete one, marked as such; so who asks for today is answered from
 * its first minute. What was carried to days before goes.
 */
export async function carryValues(owner: Kysely<never>, { tenantId, today, present }: Carrying): Promise<void> {
  const yesterday = Temporal.PlainDate.from(today).subtract({ days: 1 }).toString()
  await owner.transaction().execute(async (db) => {
    await sql`delete from core.metric_values where tenant_id = ${tenantId}::uuid and carried_from is not null`.execute(
      db,
    )
    await carry(db, tenantId, { from: yesterday, to: today })
    if (present > today) await carry(db, tenantId, { from: today, to: present })
  })
}

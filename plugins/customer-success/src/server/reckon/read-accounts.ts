import { sql, type Kysely } from 'kysely'

/** An account as it is reckoned with. */
export interface Account {
  readonly account: string
  /** Its name; with a part of its id where another account has the same. */
  readonly name: string
  readonly planTier: string | null
  readonly csm: string | null
  readonly licensedUsers: number | null
  readonly since: Date
  readonly churnedAt: Date | null
}

interface Page {
  readonly tenantId: string
  /** Id of the account before the first one. */
  readonly after: string | null
  readonly limit: number
}

/** Accounts of the tenant by their ids, those behind one: what core knows of them, and what was imported. */
export async function readAccounts(db: Kysely<never>, { tenantId, after, limit }: Page): Promise<Account[]> {
  const { rows } = await sql<Account>`
    with known as (
      select coalesce(a.account_id, c.account_id) as account,
        coalesce(a.name, c.name, coalesce(a.account_id, c.account_id)::text) as name, a.plan_tier as "planTier", c.csm,
        c.licensed_users as "licensedUsers",
        coalesce(c.contract_started_on::timestamptz, a.created_at, '-infinity') as since,
        coalesce(c.churned_at, a.churned_at) as "churnedAt"
      from (select * from core.accounts where tenant_id = ${tenantId}) as a
      full join (select * from customer_success.customers where tenant_id = ${tenantId}) as c on c.account_id = a.account_id
    )
    select account, name || case when same > 1 then ' ' || left(account::text, 8) else '' end as name, "planTier", csm,
      "licensedUsers", greatest(since, timestamptz '1900-01-01Z') as since, "churnedAt"
    from (select *, count(*) over (partition by name) as same from known) as named
    where ${after}::uuid is null or account > ${after}::uuid
    order by account limit ${limit}`.execute(db)
  return rows
}

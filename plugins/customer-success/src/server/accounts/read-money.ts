import { sql, type Kysely } from 'kysely'

/** A contract that is or was up for renewal. */
export interface Renewal {
  readonly id: string
  readonly dueOn: string
  readonly amount: number
  readonly outcome: 'pending' | 'renewed' | 'downgraded' | 'churned'
}

/** An invoice that is not paid. */
export interface OpenInvoice {
  readonly id: string
  readonly dueOn: string
  readonly amount: number
}

/** What an account pays: its renewals, the latest first, and invoices that are open, of the plugin for SaaS metrics. */
export async function readMoney(
  db: Kysely<never>,
  { tenantId, accountId }: { readonly tenantId: string; readonly accountId: string },
): Promise<{ renewals: Renewal[]; openInvoices: OpenInvoice[] }> {
  const { rows: renewals } = await sql<Renewal>`
    select renewal_id as id, due_date::text as "dueOn", amount_up::double precision as amount, outcome
    from saas_metrics.renewal_outcomes where tenant_id = ${tenantId} and account_id = ${accountId}::uuid
    order by due_date desc limit 5`.execute(db)
  const { rows: openInvoices } = await sql<OpenInvoice>`
    select invoice_id as id, amount::double precision as amount,
      (due_at at time zone (select timezone from core.tenants where tenant_id = ${tenantId}))::date::text as "dueOn"
    from saas_metrics.invoice_payments where tenant_id = ${tenantId} and account_id = ${accountId}::uuid
      and status in ('open', 'uncollectible')
    order by due_at limit 20`.execute(db)
  return { renewals, openInvoices }
}

import { view } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { customers, movements } from './views/ledger.ts'
import { lines, subscriptions } from './views/terms.ts'

/** What other plugins may read: subscriptions as they are, what they are worth from when to when, and what became of it. */
export const publish = {
  subscriptions: view(subscriptions),
  subscription_terms: view(lines),
  mrr_movements: view(movements),
  paying_customers: view(customers),
  renewal_outcomes: view(sql`
    select tenant_id, renewal_id, account_id, subscription_id, due_date, amount_up, amount_renewed, outcome, closed_at
    from renewals`),
  invoice_payments: view(sql`
    select tenant_id, invoice_id, account_id, subscription_id, issued_at, due_at, paid_at, amount, currency, status
    from invoices`),
}

import { view } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { customers, movements } from './views/ledger.ts'
import { revenueAges, yearOnYear } from './views/retained.ts'
import { serviceTimes } from './views/service-times.ts'
import { lines, profits, subscriptions } from './views/terms.ts'
import { payingUsers, signups, signupSteps } from './views/users.ts'

/** What other plugins may read: subscriptions as they are, what they are worth from when to when and what became of it, signups, and the health of services. */
export const publish = {
  subscriptions: view(subscriptions),
  subscription_terms: view(lines),
  subscription_profits: view(profits),
  mrr_movements: view(movements),
  paying_customers: view(customers),
  year_on_year: view(yearOnYear),
  revenue_ages: view(revenueAges),
  signups: view(signups),
  signup_steps: view(signupSteps),
  paying_users: view(payingUsers),
  service_times: view(serviceTimes),
  renewal_outcomes: view(sql`
    select tenant_id, renewal_id, account_id, subscription_id, due_date, amount_up, amount_renewed, outcome, closed_at
    from renewals`),
  api_requests: view(sql`
    select tenant_id, occurred_at as "timestamp", log_id, user_id, account_id, endpoint, method, status_code,
      response_time_ms, requests
    from usage_logs`),
  invoice_payments: view(sql`
    select tenant_id, invoice_id, account_id, subscription_id, issued_at, due_at, paid_at, amount, currency, status
    from invoices`),
}

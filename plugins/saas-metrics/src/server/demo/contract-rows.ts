import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import type { Calendar } from './calendar.ts'
import type { Contract } from './plan-contracts.ts'
import type { Random } from './random.ts'

type Row<Name extends keyof typeof tables> = RecordInput<(typeof tables)[Name]>

const hour = 3_600_000
const day = 24 * hour
const iso = (ms: number) => new Date(ms).toISOString()

/** Plans as they are sold. */
export const plans: Row<'plans'>[] = [
  { plan_id: 'pro', name: 'Pro', tier: 'pro', amount: 29 },
  { plan_id: 'workflow', name: 'Workflow', tier: 'workflow', amount: 79 },
  { plan_id: 'enterprise', name: 'Enterprise', tier: 'enterprise', amount: 60_000, billing_interval: 'year' },
]

/** Changes of the subscriptions of a tenant. Who leaves has said so before, and leaves when the paid time is over. */
export function changeRows(contracts: readonly Contract[], calendar: Calendar): Row<'subscription_changes'>[] {
  return contracts.flatMap(({ accountId, plan, changes }, nth) => {
    const common = {
      subscription_id: `S-${nth + 1}`,
      account_id: accountId,
      plan_id: plan,
      billing_interval: plan === 'enterprise' ? ('year' as const) : ('month' as const),
    }
    return changes.map((change, at) => {
      const begins = calendar.startOf(change.day) + 10 * hour
      if (change.seats > 0)
        return {
          ...common,
          status: 'active' as const,
          changed_at: iso(begins),
          quantity: change.seats,
          amount: change.amount,
        }
      const { seats = 1 } = changes[at - 1] ?? {}
      return {
        ...common,
        status: 'canceled' as const,
        changed_at: iso(begins - 12 * day),
        canceled_at: iso(begins - 12 * day),
        term_ends_at: iso(begins),
        quantity: seats,
        amount: change.amount,
        reason: change.reason ?? null,
      }
    })
  })
}

/** What a contract is worth each time it is billed, on a day; 0 where there is none. */
function billed({ changes }: Contract, on: number): number {
  const last = changes.findLast(({ day: from }) => from <= on)
  return last ? last.seats * last.amount : 0
}

/** Invoices of the last 200 days: a month or a year after the begin, due after 14 days, most paid in time. */
export function invoiceRows(contracts: readonly Contract[], calendar: Calendar, random: Random): Row<'invoices'>[] {
  return contracts.flatMap(({ accountId, plan, changes }, nth) => {
    const step = plan === 'enterprise' ? 365 : 30
    const begin = changes[0]?.day ?? 0
    const days = Array.from({ length: 40 }, (_, at) => begin + at * step).filter((on) => on >= -200 && on < 0)
    return days.flatMap((on): Row<'invoices'>[] => {
      const amount = billed({ accountId, plan, changes }, on)
      if (amount === 0) return []
      const issued = calendar.startOf(on) + 9 * hour
      const late = random.unit() < 0.08 ? random.int(1, 30) : -random.int(0, 12)
      const paid = issued + (14 + late) * day
      const isPaid = paid < calendar.startOf(0)
      return [
        {
          invoice_id: `I-${nth + 1}-${-on}`,
          account_id: accountId,
          subscription_id: `S-${nth + 1}`,
          issued_at: iso(issued),
          due_at: iso(issued + 14 * day),
          paid_at: isPaid ? iso(paid) : null,
          amount,
          status: isPaid ? 'paid' : 'open',
        },
      ]
    })
  })
}

/** Renewals of contracts for a year that were due in the last 13 months, and those due in the next six. */
export function renewalRows(contracts: readonly Contract[], calendar: Calendar): Row<'renewals'>[] {
  return contracts.flatMap((contract, nth) => {
    if (contract.plan !== 'enterprise') return []
    const begin = contract.changes[0]?.day ?? 0
    const days = [1, 2, 3].map((years) => begin + 365 * years).filter((on) => on >= -395 && on < 180)
    return days.flatMap((on): Row<'renewals'>[] => {
      const [up, after] = [billed(contract, on - 1), billed(contract, Math.min(on + 20, -1))]
      if (up === 0) return []
      const common = {
        renewal_id: `R-${nth + 1}-${on}`,
        account_id: contract.accountId,
        subscription_id: `S-${nth + 1}`,
        due_date: calendar.date(on),
        amount_up: up,
      }
      if (on >= 0) return [{ ...common, outcome: 'pending' }]
      const closed_at = iso(calendar.startOf(on) - 5 * day)
      const outcome = after === 0 ? 'churned' : after < up ? 'downgraded' : 'renewed'
      return [{ ...common, amount_renewed: after, outcome, closed_at }]
    })
  })
}

/** Payments of the last 60 days as revenue events, one for each paid invoice. */
export function revenueEventRows(invoices: readonly Row<'invoices'>[], calendar: Calendar): Row<'revenue_events'>[] {
  return invoices.flatMap(({ invoice_id, account_id, subscription_id, amount, paid_at }) =>
    paid_at && Date.parse(paid_at) >= calendar.startOf(-60)
      ? [
          {
            event_id: `P-${invoice_id}`,
            event_type: 'payment_succeeded' as const,
            account_id,
            subscription_id: subscription_id ?? null,
            amount,
            occurred_at: paid_at,
          },
        ]
      : [],
  )
}

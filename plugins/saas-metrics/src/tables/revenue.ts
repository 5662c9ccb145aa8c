import { importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { discounts, intervals, invoiceStatuses, keysOf, outcomes, revenueEvents, statuses } from '../choices.ts'
import { accountId, currency, id, instant, money, needs, userId } from './columns.ts'

const terms = {
  billing_interval: z.enum(keysOf(intervals)).default('month'),
  interval_count: z.int().min(1).max(120).default(1).meta({
    title: 'Intervals',
    description: 'The price is for so many intervals: 3 and month for a quarter.',
  }),
  amount: money.meta({
    title: 'Price',
    description: 'What recurs for one unit each time, before discounts; without tax, one-off and metered parts.',
  }),
  currency,
}

/** Tables that billing systems bring their rows into. */
export const revenueTables = {
  plans: importable({
    title: 'Plans',
    description:
      'What is sold. What a customer pays stands in the changes of the subscription, so a new price changes no past.',
    key: ['plan_id'],
    columns: z.object({ plan_id: id, name: z.string().min(1).max(200), tier: z.string().min(1).max(60), ...terms }),
    needs,
  }),
  subscription_changes: importable({
    title: 'Changes of subscriptions',
    description:
      'What a subscription is from a moment on, whole; its first row is its begin. MRR and its movements are made of these rows.',
    key: ['subscription_id', 'changed_at'],
    columns: z.object({
      subscription_id: id,
      changed_at: instant,
      account_id: accountId,
      plan_id: id,
      status: z.enum(keysOf(statuses)),
      quantity: z.int().min(0).max(1_000_000).default(1),
      ...terms,
      discount_ratio: z.number().min(0).max(1).default(0),
      discount_kind: z.enum(keysOf(discounts)).default('forever'),
      trial_ends_at: instant.nullish(),
      term_ends_at: instant.nullish().meta({
        title: 'Paid until',
        description: 'End of the time that is paid for: when it is due again, or when one that was cancelled ends.',
      }),
      canceled_at: instant.nullish().meta({
        title: 'Cancelled at',
        description: 'When the customer cancelled; empty while the subscription goes on.',
      }),
      reason: z
        .string()
        .min(1)
        .max(100)
        .nullish()
        .meta({ title: 'Reason', description: 'Why it was changed or cancelled.' }),
    }),
    needs,
  }),
  exchange_rates: importable({
    title: 'Exchange rates',
    description:
      'What one unit of another currency is worth in that of the tenant, from a moment on. Without one a subscription in that currency does not count.',
    key: ['currency', 'valid_from'],
    columns: z.object({
      currency: z.string().regex(/^[A-Z]{3}$/),
      valid_from: instant,
      rate: z.number().gt(0).max(1e9),
    }),
    needs,
  }),
  renewals: importable({
    title: 'Renewals',
    description: 'Contracts that come up for renewal, and what became of them.',
    key: ['renewal_id'],
    columns: z.object({
      renewal_id: id,
      account_id: accountId,
      subscription_id: id.nullish(),
      due_date: z.iso.date(),
      amount_up: money,
      amount_renewed: money.nullish(),
      outcome: z.enum(keysOf(outcomes)).default('pending'),
      closed_at: instant.nullish(),
    }),
    needs,
  }),
  invoices: importable({
    title: 'Invoices',
    description: 'What was billed, when it was due and when it was paid.',
    key: ['invoice_id'],
    columns: z.object({
      invoice_id: id,
      account_id: accountId,
      subscription_id: id.nullish(),
      issued_at: instant,
      due_at: instant,
      paid_at: instant.nullish(),
      amount: money,
      currency,
      status: z.enum(keysOf(invoiceStatuses)),
    }),
    needs,
  }),
  revenue_events: importable({
    title: 'Revenue events',
    description:
      'What happened to the money of customers, one by one: begins, changes and ends of subscriptions, payments and refunds.',
    key: ['event_id'],
    columns: z.object({
      event_id: id,
      event_type: z.enum(keysOf(revenueEvents)),
      user_id: userId.nullish(),
      team_id: id.nullish(),
      account_id: accountId.nullish(),
      subscription_id: id.nullish(),
      amount: money,
      currency,
      billing_period: z.string().min(1).max(60).nullish(),
      stripe_event_id: id.nullish(),
      occurred_at: instant,
    }),
    needs,
  }),
} as const

import { externalId, type RunTransaction } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import { eventShape, idOf, invoiceShape, momentOf, moneyOf, subscriptionShape, type StripeEvent } from './event.ts'
import { subscriptionRow } from './subscription-row.ts'

/** Adds a row, or puts it in place of the one with its key where `replaces` says so. */
async function put(
  db: Kysely<never>,
  { tenantId, table, row, onConflict }: { tenantId: string; table: string; row: object; onConflict: string },
): Promise<void> {
  const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)))
  const target = sql.table(`saas_metrics.${table}`)
  await sql`
    insert into ${target} as known (tenant_id, ${columns})
    select ${tenantId}, ${columns} from jsonb_populate_record(null::${target}, ${JSON.stringify(row)}::jsonb)
    ${sql.raw(onConflict)}`.execute(db)
}

const all = (row: object) =>
  Object.keys(row)
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')

async function storeSubscription(db: Kysely<never>, tenantId: string, event: StripeEvent): Promise<void> {
  const { change, plan } = subscriptionRow(event, subscriptionShape.parse(event.data.object))
  if (plan) await put(db, { tenantId, table: 'plans', row: plan, onConflict: 'on conflict do nothing' })
  await put(db, {
    tenantId,
    table: 'subscription_changes',
    row: change,
    onConflict: `on conflict (tenant_id, subscription_id, changed_at) do update set ${all(change)}`,
  })
}

const told = { 'invoice.paid': 'payment_succeeded', 'invoice.payment_failed': 'payment_failed' } as const

async function storeInvoice(db: Kysely<never>, tenantId: string, event: StripeEvent): Promise<void> {
  const invoice = invoiceShape.parse(event.data.object)
  const { id, currency, status, status_transitions: times, subscription, parent } = invoice
  const issued = times?.finalized_at ?? invoice.created
  const of = {
    account_id: externalId('account', idOf(invoice.customer)),
    subscription_id: subscription ? idOf(subscription) : (parent?.subscription_details?.subscription ?? null),
    currency: currency.toUpperCase(),
  }
  const row = {
    invoice_id: id,
    ...of,
    issued_at: momentOf(issued),
    due_at: momentOf(invoice.due_date ?? issued),
    paid_at: status === 'paid' ? momentOf(times?.paid_at ?? event.created) : null,
    amount: moneyOf(Math.max(0, invoice.total), currency),
    status,
  }
  // why: events come in any order. What is paid or void stays so, and what was given up is not open again
  const [was, becomes] = ['known', 'excluded'].map(
    (version) => `array_position(array['draft', 'open', 'uncollectible', 'void', 'paid'], ${version}.status)`,
  )
  await put(db, {
    tenantId,
    table: 'invoices',
    row,
    onConflict: `on conflict (tenant_id, invoice_id) do update set ${all(row)} where ${becomes} >= ${was}`,
  })
  const event_type = told[event.type as keyof typeof told]
  if (!event_type) return
  const amount = moneyOf(
    Math.max(0, event_type === 'payment_succeeded' ? (invoice.amount_paid ?? invoice.total) : invoice.total),
    currency,
  )
  const revenue = {
    event_id: event.id,
    stripe_event_id: event.id,
    event_type,
    ...of,
    amount,
    occurred_at: momentOf(event.created),
  }
  await put(db, { tenantId, table: 'revenue_events', row: revenue, onConflict: 'on conflict do nothing' })
}

/** Does what an event of Stripe tells; the same event again changes nothing. Events of other kinds are left alone. */
export async function handleEvent(
  { transaction, tenant }: { readonly transaction: RunTransaction; readonly tenant: { readonly id: string } },
  body: unknown,
): Promise<void> {
  const event = eventShape.parse(body)
  if (event.type.startsWith('customer.subscription.')) {
    await transaction((db) => storeSubscription(db, tenant.id, event))
  } else if (event.type.startsWith('invoice.') && event.type !== 'invoice.upcoming') {
    await transaction((db) => storeInvoice(db, tenant.id, event))
  }
}

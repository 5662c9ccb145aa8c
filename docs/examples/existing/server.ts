import { count, defineServer, fact, sum, type Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { plugin } from './plugin.ts'

/** `billing.invoice` as this plugin sees it; companies are numbers there, and its clock is that of Berlin. */
const invoices: Migration = {
  up: (_, { existingTable }) =>
    existingTable('invoices', {
      table: 'billing.invoice',
      tenant: 'company_no',
      columns: {
        invoice_id: 'no',
        status: sql`case when t.paid_on is null then 'open' else 'paid' end`,
        total: 'total',
        written_at: sql`t.written at time zone 'Europe/Berlin'`,
      },
      changed: 'changed_at',
    }),
}

interface InvoiceRow {
  readonly tenant_id: string
  readonly invoice_id: number
  readonly status: string
  readonly total: string | null
  readonly written_at: Date
}

const invoice = fact<InvoiceRow>({
  name: 'invoice',
  table: 'books.invoices',
  key: ['invoice_id'],
  time: { column: 'written_at', type: 'instant' },
  dimensions: { status: 'status' },
})

export const server = defineServer(plugin, {
  migrations: { '0001_invoices': invoices },
  metrics: {
    invoices: count(invoice),
    invoiced: sum(invoice, 'total'),
  },
})

import { dashboard, definePlugin, dimension, metric, panel } from '@tessera/plugin-api'

/** Figures from invoices that a billing system keeps in the same PostgreSQL. */
export const plugin = definePlugin({
  id: 'books',
  title: 'Books',
  dimensions: {
    status: dimension({ title: 'Status', labels: { open: 'Open', paid: 'Paid' } }),
  },
  metrics: {
    invoices: metric({
      title: 'Invoices',
      description: 'Invoices that were written in the period, whatever became of them.',
      unit: 'count',
      direction: 'up',
      tier: 2,
      dimensions: ['status'],
    }),
    invoiced: metric({
      title: 'Invoiced',
      description: 'Sum of the totals of the invoices written.',
      unit: 'money',
      direction: 'up',
      tier: 1,
      dimensions: ['status'],
    }),
  },
  panels: {
    invoiced_by_status: panel({
      title: 'Invoiced by status',
      view: 'ranked_bar',
      query: { metrics: ['invoiced'], dimensions: ['status'] },
    }),
  },
  dashboards: {
    overview: dashboard({
      title: 'Books',
      revision: 1,
      cards: [{ panel: 'invoiced_by_status', x: 0, y: 0, w: 12, h: 8 }],
    }),
  },
})

import { definePlugin } from '@tessera/plugin-api'
import { dashboards } from './dashboards.ts'
import { executivePanels } from './panels/executive.ts'
import { overviewPanels } from './panels/overview.ts'

const source = { version: '*', optional: true } as const

/** Company overview: one page across all domains. It has no figures of its own; where a domain is away, its cards say so. */
export const plugin = definePlugin({
  id: 'company-overview',
  title: 'Company overview',
  icon: 'briefcase',
  description:
    'One page across all domains: what leads the company sees first, each figure as its own domain reckons it.',
  requires: {
    'saas-metrics': source,
    'customer-success': source,
    'product-analytics': source,
    support: source,
    sales: source,
    marketing: source,
    integrations: source,
  },
  panels: { ...executivePanels, ...overviewPanels },
  dashboards,
})

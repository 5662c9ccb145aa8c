import { alert } from '@tessera/plugin-api'

/** What somebody should hear of. */
export const alerts = {
  overspent: alert({
    title: 'Campaigns spend a tenth more than their budget',
    metric: 'budget_pacing',
    when: { gt: 1.1 },
    for: '2d',
    severity: 'warning',
  }),
  no_return: alert({
    title: 'Campaigns cost more than the revenue they are credited',
    metric: 'overall_roi',
    when: { lt: 0 },
    severity: 'warning',
  }),
  dear_customers: alert({
    title: 'A customer is worth less than three times what winning one costs',
    metric: 'lifetime_value_cac_ratio',
    when: { lt: 3 },
    for: '2d',
    severity: 'warning',
  }),
  few_conversions: alert({
    title: 'Fewer than one visit of a hundred has a key event',
    metric: 'website_conversion_rate',
    when: { lt: 0.01 },
    for: '2d',
    severity: 'warning',
  }),
  leads_lie: alert({
    title: 'Sales accepts fewer than a fifth of the qualified leads in time',
    metric: 'mql_conversion_rate',
    when: { lt: 0.2 },
    severity: 'warning',
  }),
} as const

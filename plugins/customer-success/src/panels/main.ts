import { panel } from '@tessera/plugin-api'

/** Panels of the main dashboard. */
export const mainPanels = {
  accounts: panel({
    title: 'Accounts',
    subtitle: 'Live, and lost in 90 days',
    view: 'big_number',
    query: { metrics: ['total_accounts'] },
    drill: { dimension: 'account_status', title: 'By status' },
  }),
} as const

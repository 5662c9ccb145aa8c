import { fact } from '@tessera/plugin-api/server'
import type { RepAcceptanceRow, RepLeadRow, RepRenewalRow } from '../rows.ts'
import { joins, rep, reps } from './shared.ts'

const lead = {
  key: ['lead_id'],
  dimensions: reps,
  joins,
  drill: [rep, { column: 'channel', title: 'Channel' }],
} as const

/** Leads with who of sales they are assigned to, dated by the moment marketing qualified them. */
export const repLeads = fact<RepLeadRow>({
  ...lead,
  name: 'rep_lead',
  table: 'sales.rep_leads',
  time: { column: 'mql_at', type: 'instant' },
})

/** The same, dated by the end of the time in which sales is to accept them. */
export const repAcceptances = fact<RepAcceptanceRow>({
  ...lead,
  name: 'rep_acceptance',
  table: 'sales.rep_acceptances',
  time: { column: 'known_at', type: 'instant' },
})

/** Contracts that came up for renewal and are decided, with who last sold to the account. */
export const repRenewals = fact<RepRenewalRow>({
  name: 'rep_renewal',
  table: 'sales.rep_renewals',
  key: ['renewal_id'],
  time: { column: 'due_date', type: 'local_date' },
  where: (eb) => eb('outcome', '<>', 'pending'),
  dimensions: reps,
  joins,
  drill: [rep, { column: 'amount_up', title: 'Came up', type: 'number' }, { column: 'outcome', title: 'Outcome' }],
})

import { accounts, fact } from '@tessera/plugin-api/server'
import type { ConversionRow, LeadRow } from '../rows.ts'

const lead = {
  key: ['lead_id'],
  dimensions: { platform: 'platform', channel: 'channel', campaign: 'campaign', score_band: 'score_band' },
  joins: [{ entity: accounts, on: 'account_id' }],
  drill: [
    { column: 'account_id', title: 'Account' },
    { column: 'lead_score', title: 'Score', type: 'number' },
    { column: 'mql_at', title: 'Qualified' },
    { column: 'sql_at', title: 'Accepted' },
    { column: 'opportunity_at', title: 'Opportunity' },
    { column: 'customer_at', title: 'Customer' },
  ],
} as const
const stages = { ...lead, table: 'marketing.lead_stages' } as const
const qualifications = { ...lead, table: 'marketing.lead_qualifications' } as const

/** Leads dated by their creation. */
export const leads = fact<LeadRow>({ ...stages, name: 'lead', time: { column: 'created_at', type: 'instant' } })

/** Leads dated by the moment marketing qualified them. */
export const qualifiedLeads = fact<LeadRow>({
  ...stages,
  name: 'qualified_lead',
  time: { column: 'mql_at', type: 'instant' },
  where: (eb) => eb('mql_at', 'is not', null),
})

/** Leads dated by the moment sales accepted them. */
export const acceptedLeads = fact<LeadRow>({
  ...stages,
  name: 'accepted_lead',
  time: { column: 'sql_at', type: 'instant' },
  where: (eb) => eb('sql_at', 'is not', null),
})

/** Leads dated by the moment they became an opportunity. */
export const opportunities = fact<LeadRow>({
  ...stages,
  name: 'opportunity_lead',
  time: { column: 'opportunity_at', type: 'instant' },
  where: (eb) => eb('opportunity_at', 'is not', null),
})

/** Leads dated by the moment they became customers. */
export const customers = fact<LeadRow>({
  ...stages,
  name: 'customer_lead',
  time: { column: 'customer_at', type: 'instant' },
  where: (eb) => eb('customer_at', 'is not', null),
})

/** Leads dated by the end of their time to qualify. */
export const readyLeads = fact<ConversionRow>({
  ...qualifications,
  name: 'ready_lead',
  time: { column: 'known_at', type: 'instant' },
})

/** Leads whose time to qualify is over, dated by their creation. */
export const leadCohorts = fact<ConversionRow>({
  ...qualifications,
  name: 'lead_of_cohort',
  time: { column: 'created_at', type: 'instant' },
  where: (eb, { to }) => eb('known_at', '<=', to),
})

/** Qualified leads dated by the end of the time that sales has to accept them. */
export const readyQualified = fact<ConversionRow>({
  ...lead,
  table: 'marketing.lead_acceptances',
  name: 'ready_qualified_lead',
  time: { column: 'known_at', type: 'instant' },
  where: (eb) => eb('known_at', 'is not', null),
})

import { count, ratio, type On } from '@tessera/plugin-api/server'
import type { SqlBool } from 'kysely'
import {
  acceptedLeads,
  customers,
  leadCohorts,
  leads,
  opportunities,
  qualifiedLeads,
  readyLeads,
  readyQualified,
} from '../facts/leads.ts'
import type { ConversionRow, LeadRow } from '../rows.ts'

const stages = ['mql_at', 'sql_at', 'opportunity_at', 'customer_at'] as const

/** Leads that reached a stage, or a later one: some skip a stage. */
const reached = (stage: (typeof stages)[number]): { where: On<LeadRow, SqlBool> } => ({
  where: (eb) => eb.or(stages.slice(stages.indexOf(stage)).map((one) => eb(one, 'is not', null))),
})
const converted: { where: On<ConversionRow, SqlBool> } = { where: (eb) => eb('is_converted', '=', true) }

/** Who may become a customer, and how far they come. */
export const leadFormulas = {
  leads: count(leads),
  total_mqls: count(qualifiedLeads),
  total_sqls: count(acceptedLeads),
  lead_opportunities: count(opportunities),
  lead_customers: count(customers),
  lead_conversion_rate: ratio(count(readyLeads, converted), count(readyLeads)),
  lead_cohort_conversion: ratio(count(leadCohorts, converted), count(leadCohorts)),
  mql_conversion_rate: ratio(count(readyQualified, converted), count(readyQualified)),
  leads_qualified: count(leads, reached('mql_at')),
  leads_accepted: count(leads, reached('sql_at')),
  leads_with_opportunity: count(leads, reached('opportunity_at')),
  leads_won: count(leads, reached('customer_at')),
} as const

import { metric } from '@tessera/plugin-api'
import { byLead } from '../dimensions.ts'

const counted = { unit: 'count', direction: 'up', tier: 2, dimensions: byLead, owner: 'Marketing' } as const
const rate = { ...counted, unit: 'ratio', minSample: 10 } as const

/** Who may become a customer, and how far they come. */
export const leadMetrics = {
  leads: metric({
    ...counted,
    title: 'Leads',
    description: 'Leads that were created in the period, from all channels.',
  }),
  total_mqls: metric({
    ...counted,
    title: 'MQLs',
    description: 'Leads that marketing qualified in the period, whenever they were created.',
    tier: 1,
  }),
  total_sqls: metric({
    ...counted,
    title: 'SQLs',
    description: 'Leads that sales accepted in the period, whenever they were created.',
  }),
  lead_opportunities: metric({
    ...counted,
    title: 'Opportunities from leads',
    description: 'Leads that became an opportunity in the period, whenever they were created.',
  }),
  lead_customers: metric({
    ...counted,
    title: 'Customers from leads',
    description: 'Leads that became a customer in the period, whenever they were created.',
    tier: 1,
  }),
  lead_conversion_rate: metric({
    ...rate,
    title: 'Lead conversion',
    description:
      'Of the leads whose time to qualify ended in the period, those that marketing qualified within it. Dated by that end, so that all counted leads have had their time.',
    rules: ['qualifyDays'],
  }),
  lead_cohort_conversion: metric({
    ...rate,
    title: 'Lead conversion by cohort',
    description:
      'Of the leads created in the period, those that marketing qualified in time. Only leads whose time to qualify is over count.',
    rules: ['qualifyDays'],
    tier: 3,
  }),
  mql_conversion_rate: metric({
    ...rate,
    title: 'MQL conversion',
    description:
      'Of the qualified leads for which the time of sales to accept them ended in the period, those accepted within it.',
    rules: ['acceptDays'],
    tier: 1,
    target: { gte: 0.3 },
  }),
  leads_qualified: metric({
    ...counted,
    title: 'Leads qualified so far',
    description: 'Leads created in the period that are qualified by now, or are further.',
    tier: 3,
  }),
  leads_accepted: metric({
    ...counted,
    title: 'Leads accepted so far',
    description: 'Leads created in the period that sales has accepted by now, or that are further.',
    tier: 3,
  }),
  leads_with_opportunity: metric({
    ...counted,
    title: 'Leads with opportunity so far',
    description: 'Leads created in the period that are an opportunity by now, or a customer.',
    tier: 3,
  }),
  leads_won: metric({
    ...counted,
    title: 'Leads won so far',
    description: 'Leads created in the period that are customers by now.',
    tier: 3,
  }),
} as const

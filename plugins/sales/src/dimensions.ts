import { dimension } from '@tessera/plugin-api'
import { activityTypes, dealTypes, usualStages } from './choices.ts'

/** What metrics of sales can be broken down by. */
export const dimensions = {
  rep: dimension({ title: 'Sales person', description: 'Who sells, by name; with their id where two have one name.' }),
  team: dimension({ title: 'Team', description: 'Team of the sales person.' }),
  stage: dimension({
    title: 'Stage',
    description: 'How far a deal has come, as the CRM calls it.',
    labels: usualStages,
  }),
  deal: dimension({ title: 'Deal', description: 'A deal by its name; with its id where two have one name.' }),
  deal_type: dimension({ title: 'Kind of deal', labels: dealTypes }),
  source: dimension({ title: 'Source', description: 'Where a deal came from, as the CRM calls it.' }),
  lost_reason: dimension({ title: 'Why it was lost', description: 'As the CRM calls it.' }),
  activity_type: dimension({ title: 'Kind of activity', labels: activityTypes }),
} as const

/** Dimensions of the account behind a deal. */
export const accounts = ['core.segment', 'core.plan_tier', 'core.region'] as const

/** Who sells. */
export const byRep = ['rep', 'team'] as const

/** What metrics of deals can be broken down by. */
export const byDeal = [...byRep, 'deal_type', 'source', ...accounts] as const

/** What tells single deals. */
export const each = ['deal', 'core.account'] as const

/** Who answers for the definitions. */
export const owner = 'Sales'

import { dimension } from '@tessera/plugin-api'
import { categories, priorities } from './choices.ts'

/** What support metrics can be broken down by. */
export const dimensions = {
  priority: dimension({ title: 'Priority', description: 'How pressing a ticket is.', labels: priorities }),
  category: dimension({ title: 'Category', description: 'What a ticket is about.', labels: categories }),
  team: dimension({ title: 'Team', description: 'Team that a ticket is assigned to, by the name it has there.' }),
  assignee: dimension({
    title: 'Assignee',
    description: 'Who of the support works on a ticket, or did last, by the name they have there.',
  }),
  nps_group: dimension({
    title: 'NPS group',
    description: 'Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6.',
    labels: { promoter: 'Promoters', passive: 'Passives', detractor: 'Detractors' },
  }),
  survey_trigger: dimension({
    title: 'Asked at',
    description: 'Where or upon what the customer was asked, as the program that sent the answer calls it.',
  }),
  subject_type: dimension({
    title: 'Asked about',
    description: 'What kind of thing the customer rated, as ticket or onboarding.',
    labels: { ticket: 'Ticket', onboarding: 'Onboarding', product: 'Product' },
  }),
} as const

/** Dimensions of the account and user behind every ticket and answer. */
export const customers = ['core.segment', 'core.plan_tier', 'core.region', 'core.subscription_tier'] as const

/** What every metric of tickets can be broken down by. */
export const byTicket = ['priority', 'category', 'team', 'assignee', ...customers] as const

import { metric } from '@tessera/plugin-api'
import { accounts, byRep, owner } from '../dimensions.ts'

const made = { unit: 'count', direction: 'up', tier: 3, dimensions: [...byRep, ...accounts], owner } as const

/** What sales people do. */
export const activityMetrics = {
  sales_activities: metric({
    ...made,
    title: 'Activities',
    description: 'Calls, mails and meetings of the period; those to which nobody came are left out.',
    dimensions: ['activity_type', ...made.dimensions],
  }),
  calls_made_30d: metric({
    ...made,
    title: 'Calls of 30 days',
    description: 'Calls in the 30 days before the end of the period, whether somebody answered or not.',
  }),
  emails_sent_30d: metric({
    ...made,
    title: 'E-mails of 30 days',
    description: 'E-mails that were sent in the 30 days before the end of the period.',
  }),
  meetings_held_30d: metric({
    ...made,
    title: 'Meetings of 30 days',
    description: 'Meetings that took place in the 30 days before the end of the period.',
  }),
} as const

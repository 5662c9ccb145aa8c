import { segment } from '@tessera/plugin-api'

/** Tickets one looks at first. */
export const segments = {
  pressing: segment({
    title: 'Pressing tickets',
    description: 'Tickets of priority urgent or high.',
    filter: { member: 'priority', operator: 'equals', values: ['urgent', 'high'] },
  }),
} as const

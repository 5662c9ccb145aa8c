import { segment } from '@tessera/plugin-api'

/** Accounts one looks at first. */
export const segments = {
  at_risk: segment({
    title: 'Accounts at risk',
    description: 'Accounts whose health segment is at risk or critical.',
    filter: { member: 'health_segment', operator: 'equals', values: ['at_risk', 'critical'] },
  }),
} as const

import { dimension } from '@tessera/plugin-api'
import { health, movementTypes, severities } from './choices.ts'

/** What SaaS metrics can be broken down by. */
export const dimensions = {
  plan_tier: dimension({ title: 'Plan', description: 'Tier of the plan that a subscription is for.' }),
  movement: dimension({
    title: 'Movement',
    description: 'What became of the MRR of a customer.',
    labels: movementTypes,
  }),
  reason: dimension({
    title: 'Reason',
    description: 'Why a subscription was changed or cancelled, where somebody said so.',
  }),
  currency: dimension({ title: 'Currency', description: 'What a subscription is paid in.' }),
  cohort_age: dimension({
    title: 'Months since',
    description: 'Whole months since a customer began to pay.',
    type: 'number',
  }),
  endpoint: dimension({ title: 'Endpoint', description: 'Part of the API that was called.' }),
  status_class: dimension({
    title: 'Answer',
    description: 'How requests were answered.',
    labels: { '1xx': 'Informed', '2xx': 'Done', '3xx': 'Redirected', '4xx': 'Refused', '5xx': 'Failed' },
    colors: { '2xx': '#2f6fd0', '4xx': '#d98518', '5xx': '#c8322d' },
  }),
  error_type: dimension({ title: 'Kind of error', description: 'What the service calls an error.' }),
  severity: dimension({ title: 'Severity', description: 'How bad an error is.', labels: severities }),
  service: dimension({ title: 'Service', description: 'What was checked.' }),
  health: dimension({ title: 'Health', description: 'What a check found.', labels: health }),
  agent: dimension({ title: 'Agent', description: 'Who the session was with.' }),
} as const

/** Dimensions of the account behind a subscription. */
export const byAccount = ['core.segment', 'core.plan_tier', 'core.region', 'core.country'] as const

/** Dimensions of the user behind use of the service, and of their account. */
export const byUser = ['core.subscription_tier', ...byAccount] as const

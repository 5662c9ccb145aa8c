import { metric } from '@tessera/plugin-api'
import { customers } from '../dimensions.ts'

const answers = {
  direction: 'up',
  dimensions: ['subject_type', ...customers],
  owner: 'Customer experience',
} as const

/** How satisfied customers are, and how easy they find it. */
export const surveyMetrics = {
  csat_score: metric({
    ...answers,
    title: 'CSAT',
    description: 'Part of the satisfaction ratings given in the period that are 4 or 5 of 5. Every answer counts.',
    unit: 'ratio',
    tier: 1,
    target: { gte: 0.8 },
    minSample: 30,
  }),
  csat_mean: metric({
    ...answers,
    title: 'Mean CSAT rating',
    description: 'Mean of the satisfaction ratings given in the period, from 1 to 5.',
    unit: 'points',
    tier: 3,
  }),
  csat_responses: metric({
    ...answers,
    title: 'CSAT responses',
    description: 'Satisfaction ratings given in the period.',
    unit: 'count',
    tier: 3,
  }),
  ces_score: metric({
    ...answers,
    title: 'CES',
    description: 'Customer effort score: part of the effort ratings given in the period that are 5, 6 or 7 of 7.',
    unit: 'ratio',
    tier: 2,
    minSample: 30,
  }),
  ces_responses: metric({
    ...answers,
    title: 'CES responses',
    description: 'Effort ratings given in the period.',
    unit: 'count',
    tier: 3,
  }),
} as const

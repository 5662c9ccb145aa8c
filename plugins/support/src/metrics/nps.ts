import { metric } from '@tessera/plugin-api'
import { customers } from '../dimensions.ts'

const answers = {
  unit: 'points',
  direction: 'up',
  dimensions: ['survey_trigger', 'core.account', ...customers],
  owner: 'Customer experience',
  rules: ['npsWindowDays'],
} as const
const latest = 'The latest answer of each respondent counts, within the NPS window before the end of the period.'

/** Whether customers would recommend the product. */
export const npsMetrics = {
  nps_score: metric({
    ...answers,
    title: 'NPS',
    description: `Net promoter score: percentage of promoters (9, 10) less that of detractors (0 to 6), -100 to 100. ${latest}`,
    tier: 1,
    target: { gte: 30 },
    minSample: 30,
    margin: 'nps_margin',
  }),
  nps_margin: metric({
    ...answers,
    title: 'NPS margin of error',
    description: `Half the width of the 95 % interval of the NPS, in points. ${latest}`,
    direction: 'down',
    tier: 3,
  }),
  nps_responses: metric({
    ...answers,
    title: 'NPS responses',
    description: `Respondents that the NPS rests on; an answer without user is a respondent of its own. ${latest}`,
    unit: 'count',
    tier: 2,
    dimensions: [...answers.dimensions, 'nps_group'],
  }),
  nps_mean_score: metric({
    ...answers,
    title: 'Mean NPS answer',
    description: `Mean of the answers from 0 to 10, for accounts with too few respondents for a score. ${latest}`,
    tier: 3,
  }),
} as const

import { z } from 'zod'

/** What a company may want otherwise than another. */
export const settings = z.object({
  npsWindowDays: z.int().min(1).max(730).default(90).meta({
    title: 'NPS window',
    description: 'The latest answer of each respondent counts for so long.',
    rule: 'answers of the last {value} days',
    units: 'days',
  }),
  agedAfterDays: z.int().min(1).max(365).default(7).meta({
    title: 'Aged ticket',
    description: 'An open ticket counts as aged when it was created longer ago.',
    rule: 'open for more than {value} days',
    units: 'days',
  }),
})

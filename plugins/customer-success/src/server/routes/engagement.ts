import { z } from 'zod'
import { engagementTypes, keysOf, outcomes } from '../../choices.ts'
import { period, procedure, rangeOf } from './procedure.ts'
import { readEngagement } from './read-engagement.ts'
import { engagementShape } from './shapes.ts'

/** What is done with customers, and how it goes. */
export const engagement = procedure
  .meta({ openapi: { method: 'GET', path: '/api/analytics/engagement', summary: 'Figures of engagements' } })
  .input(
    z.object({
      type: z.enum(keysOf(engagementTypes)).optional(),
      outcome: z.enum(keysOf(outcomes)).optional(),
      period,
      team_member: z.string().min(1).max(200).optional(),
    }),
  )
  .output(engagementShape)
  .query(({ ctx, input: { period: name, ...filter } }) => readEngagement(ctx, { range: rangeOf(name) }, filter))

import { z } from 'zod'
import { procedure } from './procedure.ts'

/** Has the last days reckoned anew, as after a change of weights. */
export const reckonAgain = procedure
  .needs('record')
  .meta({
    openapi: {
      method: 'POST',
      path: '/api/customer-success/reckon',
      summary: 'Reckon the scores of the last days anew',
    },
  })
  .input(z.object({ days: z.int().min(1).max(400).default(30) }))
  .output(z.object({ enqueued: z.boolean().describe('false where it is waiting already') }))
  .mutation(async ({ ctx, input: { days } }) => {
    const run = await ctx.jobs.enqueue('nightly', { input: { days }, key: `reckon ${days}` })
    return { enqueued: run !== null }
  })

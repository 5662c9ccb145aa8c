import { randomUUID } from 'node:crypto'
import { instantInput } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { engagementTypes, keysOf, outcomes } from '../../choices.ts'
import { procedure } from './procedure.ts'

/** Records what was done with a customer and tells open pages. The job that follows engagements reckons yesterday anew. */
export const recordEngagement = procedure
  .needs('record')
  .meta({
    openapi: { method: 'POST', path: '/api/customer-success/engagements', summary: 'Record an engagement' },
  })
  .input(
    z.object({
      engagementId: z.string().min(1).max(200).optional(),
      accountId: z.string().min(1).max(200),
      type: z.enum(keysOf(engagementTypes)),
      outcome: z.enum(keysOf(outcomes)).optional(),
      subject: z.string().max(500).optional(),
      teamMember: z.string().min(1).max(200).optional(),
      missed: z.boolean().default(false),
      at: instantInput.optional(),
    }),
  )
  .output(z.object({ engagementId: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { engagementId = randomUUID(), accountId, type, outcome, subject, teamMember, missed } = input
    const at = input.at ?? ctx.clock.now().toISOString()
    await ctx.records.upsert('engagements', [
      {
        engagement_id: engagementId,
        account_id: accountId,
        type,
        outcome: outcome ?? null,
        subject: subject ?? null,
        team_member: teamMember ?? null,
        missed,
        scheduled_at: missed ? at : null,
        completed_at: missed ? null : at,
        created_at: at,
      },
    ])
    await ctx.live.publish('account_changed', { account: accountId })
    return { engagementId }
  })

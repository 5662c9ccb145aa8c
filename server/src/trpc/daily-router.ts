import { trpc } from '@tessera/plugin-api/server'
import { dailyJob } from '@tessera/unified'
import { z } from 'zod'
import type { Services } from '../services.ts'
import { record } from '../identity/record.ts'
import { procedureFor } from './procedures.ts'

const day = z.iso.date()

/** Daily metrics of a tenant. */
export function dailyRouter(services: Services) {
  const { jobs, unified } = services
  return trpc.router({
    calculate: procedureFor('admin')
      .meta({
        openapi: {
          method: 'POST',
          path: '/api/metrics/calculate-daily',
          tags: ['Metrics'],
          summary: 'Compute daily metrics',
          description:
            'Has the daily metrics of a day computed in the background: of yesterday when none is named. With `days`, those of the last ' +
            'complete days up to it. What is there and final stays, unless `force` is true. The fields may stand in the query, where no body is sent.',
        },
      })
      .input(
        z.strictObject({
          date: day.optional(),
          days: z.coerce.number().int().min(1).max(366).optional(),
          force: z.union([z.boolean(), z.stringbool()]).optional(),
        }),
      )
      .output(
        z.object({
          from: z.string(),
          to: z.string(),
          run: z.string().nullable().describe('null where the same waits or runs already'),
        }),
      )
      .mutation(async ({ ctx, input: { date, days = 1, force = false } }) => {
        const { to: today } = unified.daily.usualRange(ctx.tenant, 1)
        const last = Temporal.PlainDate.from(date ?? today).subtract({ days: date === undefined ? 1 : 0 })
        const range = { from: last.subtract({ days: days - 1 }).toString(), to: last.toString(), force }
        unified.daily.assertRange(ctx.tenant, range)
        const run = await jobs.enqueue(dailyJob, { tenantId: ctx.tenant.id, input: range, key: JSON.stringify(range) })
        await record(services, ctx, { action: 'daily_metrics_asked', details: range })
        return { from: range.from, to: range.to, run }
      }),
  })
}

import { trpc } from '@tessera/plugin-api/server'
import { describeMetric } from '@tessera/services'
import {
  boundSchema,
  listTargetChanges,
  listTargets,
  mostTargets,
  targetRowSchema,
  writeTargets,
  type KnownMetric,
  type StoredTarget,
  type TargetChange,
} from '@tessera/targets'
import { z } from 'zod'
import { record } from '../identity/record.ts'
import { answer } from '../rest/answer-schema.ts'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

const targetShape = z.object({
  metric: z.string(),
  from: z.string().describe('first day'),
  to: z.string().describe('the day after the last'),
  dimension: z.string().nullable(),
  value: z.string().nullable(),
  target: boundSchema,
})
const storedShape = targetShape.extend({ setBy: z.string().nullable(), setAt: z.string() })
const changeShape = z.object({
  changedAt: z.string(),
  changedBy: z.string().nullable(),
  change: targetShape.extend({ before: boundSchema.nullable(), removed: z.boolean() }),
})
const metricId = z.string().min(1).max(200)

/** What is known of metrics that a tenant with these plugins may set targets of. */
export function knownIn(registry: Services['registry'], plugins: ReadonlySet<string>): KnownMetric {
  return (id) => {
    const metric = registry.metric(id)
    return metric && plugins.has(metric.info.plugin) ? describeMetric(registry, metric, plugins) : null
  }
}

/** Targets that a tenant sets for periods. */
export function targetsRouter(services: Services) {
  const { registry } = services
  return trpc.router({
    list: procedureFor('metrics:read')
      .meta({
        openapi: {
          method: 'GET',
          path: '/api/v1/targets',
          tags: ['Targets'],
          summary: 'Targets set for periods',
        },
      })
      .input(z.strictObject({ metric: metricId.optional().describe('only those of this metric') }))
      .output(answer<readonly StoredTarget[]>(z.array(storedShape)))
      .query(({ ctx, input }) => ctx.transaction((db) => listTargets(db, ctx.tenant.id, input.metric ?? null))),
    set: procedureFor('targets:write')
      .meta({
        openapi: {
          method: 'PUT',
          path: '/api/v1/targets',
          tags: ['Targets'],
          summary: 'Set and remove targets',
          description:
            'All rows or none. A row whose metric, dimension value and first day there are takes their place; one with the target ' +
            'null removes it; one that stands already is left alone. Periods of one metric and value may not overlap. What is wrong is told row by row in `issues`.',
        },
        body: 'batch',
      })
      .input(
        z.strictObject({
          rows: z.array(targetRowSchema).min(1).max(mostTargets),
          check: z.boolean().default(false).describe('say what would become of them, and set none'),
        }),
      )
      .output(z.object({ set: z.int(), unchanged: z.int(), removed: z.int() }))
      .mutation(async ({ ctx, input }) => {
        const counts = await writeTargets(services.database, {
          tenantId: ctx.tenant.id,
          rows: input.rows,
          by: ctx.user?.id ?? null,
          known: knownIn(registry, ctx.plugins),
          check: input.check,
        })
        if (input.check || counts.set + counts.removed === 0) return counts
        const metrics = [...new Set(input.rows.map(({ metric }) => metric))]
        await record(services, ctx, { action: 'targets_set', details: { ...counts, metrics: metrics.slice(0, 20) } })
        return counts
      }),
    changes: procedureFor('metrics:read')
      .meta({
        openapi: {
          method: 'GET',
          path: '/api/v1/targets/changes',
          tags: ['Targets'],
          summary: 'Latest changes of the targets of a metric',
        },
      })
      .input(z.strictObject({ metric: metricId }))
      .output(answer<readonly TargetChange[]>(z.array(changeShape)))
      .query(({ ctx, input }) => ctx.transaction((db) => listTargetChanges(db, ctx.tenant.id, input.metric))),
  })
}

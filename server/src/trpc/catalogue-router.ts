import { trpc } from '@tessera/plugin-api/server'
import type { DimensionInfo, MetricInfo, MetricQuery, SegmentInfo } from '@tessera/plugin-api/wire'
import { describeSource } from '@tessera/query'
import type { RegistryMetric } from '@tessera/registry'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import { answer } from '../rest/answer-schema.ts'
import { metricShape, segmentShape } from '../rest/shapes.ts'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

/** A metric of the catalogue with its formula and the SQL of its simplest query; both null while it needs a source. */
export interface MetricDetails extends MetricInfo {
  readonly formula: string | null
  readonly sql: string | null
  readonly parameters: readonly unknown[]
}

/** What there is to ask for. */
export function catalogueRouter(services: Services) {
  const { registry, engine } = services
  const describe = ({ info, source, sourcePlugin }: RegistryMetric): MetricInfo => {
    const { kind, additivity } = source ? describeSource(source, sourcePlugin) : { kind: null, additivity: null }
    return { ...info, kind, additivity }
  }
  const enabled = (plugins: ReadonlySet<string>) => (item: { readonly plugin: string }) =>
    item.plugin === 'core' || plugins.has(item.plugin)

  return trpc.router({
    metrics: procedureFor('metrics:read')
      .meta({
        openapi: {
          method: 'GET',
          path: '/api/v1/metrics',
          tags: ['Metrics'],
          summary: 'List all metrics of the tenant',
        },
      })
      .output(answer<readonly MetricInfo[]>(z.array(metricShape)))
      .query(({ ctx }) => registry.metrics().map(describe).filter(enabled(ctx.plugins))),
    dimensions: procedureFor('metrics:read').query(({ ctx }): readonly DimensionInfo[] =>
      registry.dimensions().filter(enabled(ctx.plugins)),
    ),
    segments: procedureFor('metrics:read')
      .meta({
        openapi: {
          method: 'GET',
          path: '/api/v1/segments',
          tags: ['Metrics'],
          summary: 'List all named filters of the tenant',
        },
      })
      .output(answer<readonly SegmentInfo[]>(z.array(segmentShape)))
      .query(({ ctx }) => registry.segments().filter(enabled(ctx.plugins))),
    metric: procedureFor('metrics:read')
      .input(z.strictObject({ id: z.string().max(200) }))
      .query(async ({ ctx, input }): Promise<MetricDetails> => {
        const metric = registry.metric(input.id)
        if (!metric || !ctx.plugins.has(metric.info.plugin)) throw serverErrors('metric_unknown', { metric: input.id })
        const info = describe(metric)
        if (info.status !== 'live') return { ...info, formula: null, sql: null, parameters: [] }
        const query: MetricQuery = {
          metrics: [{ id: input.id }],
          time: { range: { last: 30, unit: 'day' }, grain: 'day' },
        }
        const { tenant, plugins, signal } = ctx
        const explained = await engine.explain(query, { tenant, plugins, signal })
        const { sql, parameters } = explained
        return { ...info, formula: explained.metrics[0]?.formula ?? null, sql, parameters }
      }),
  })
}

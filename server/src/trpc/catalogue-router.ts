import { alwaysBy, trpc } from '@tessera/plugin-api/server'
import type { Fixture, MetricInfo, MetricQuery, SegmentInfo } from '@tessera/plugin-api/wire'
import { fixturesOf, metricRelations } from '@tessera/registry'
import { describeMetric, dimensionsIn, metricsIn } from '@tessera/services'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import { answer } from '../rest/answer-schema.ts'
import { metricShape, segmentShape } from '../rest/shapes.ts'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

/** A thing of the catalogue by its name. */
export interface NamedLink {
  readonly id: string
  readonly title: string
}

/** A metric of the catalogue with all that is known of it; formula and SQL are null while it needs a source. */
export interface MetricDetails extends MetricInfo {
  readonly formula: string | null
  /** What `query` sends to the database. */
  readonly sql: string | null
  readonly parameters: readonly unknown[]
  /** The typical question: by day over the last 7 days. */
  readonly query: MetricQuery
  /** Metrics its formula names. */
  readonly inputs: readonly NamedLink[]
  /** Metrics whose formulas name it. */
  readonly dependents: readonly NamedLink[]
  readonly uses: readonly { readonly panel: NamedLink; readonly dashboards: readonly NamedLink[] }[]
  readonly fixtures: readonly Fixture[]
}

const typicalQuery = ({ id, dimensions }: MetricInfo): MetricQuery => ({
  metrics: [{ id }],
  dimensions: alwaysBy(dimensions),
  time: { range: { last: 7, unit: 'day' }, grain: 'day' },
})

/** What there is to ask for. */
export function catalogueRouter(services: Services) {
  const { registry, engine } = services
  const enabled = (plugins: ReadonlySet<string>) => (item: { readonly plugin: string }) =>
    item.plugin === 'core' || plugins.has(item.plugin)

  const named = (id: string): NamedLink => ({ id, title: registry.metric(id)?.info.title ?? id })
  const titled = ({ id, spec }: { readonly id: string; readonly spec: { readonly title: string } }): NamedLink => ({
    id,
    title: spec.title,
  })
  const relate = (id: string, plugins: ReadonlySet<string>) => {
    const { inputs, dependents, uses } = metricRelations(registry, id, plugins)
    return {
      inputs: inputs.map(named),
      dependents: dependents.map(named),
      uses: uses.map(({ panel, dashboards }) => ({ panel: titled(panel), dashboards: dashboards.map(titled) })),
      fixtures: fixturesOf(registry, id),
    }
  }

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
      .query(({ ctx }) => metricsIn(registry, ctx.plugins)),
    dimensions: procedureFor('metrics:read').query(({ ctx }) => dimensionsIn(registry, ctx.plugins)),
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
        const { tenant, plugins, signal } = ctx
        const info = describeMetric(registry, metric, ctx.plugins)
        const known = { ...info, query: typicalQuery(info), ...relate(input.id, plugins) }
        if (info.status !== 'live') return { ...known, formula: null, sql: null, parameters: [] }
        const { metrics, sql, parameters } = await engine.explain(known.query, { tenant, plugins, signal })
        return { ...known, formula: metrics[0]?.formula ?? null, sql, parameters }
      }),
  })
}

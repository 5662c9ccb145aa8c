import { trpc } from '@tessera/plugin-api/server'
import {
  decomposeRequestSchema,
  explainRequestSchema,
  metricQuerySchema,
  rowsRequestSchema,
  treeRequestSchema,
  type Decomposition,
  type Explanation,
  type Frame,
  type MetricTree,
  type RowsAnswer,
} from '@tessera/plugin-api/wire'
import { answer } from '../rest/answer-schema.ts'
import { decompositionShape } from '../rest/decomposition-shape.ts'
import { treeShape } from '../rest/tree-shape.ts'
import { explanationShape, frameShape } from '../rest/shapes.ts'
import { rowsShape } from '../rest/rows-shape.ts'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

/** Metric queries. */
export function metricsRouter({ engine }: Pick<Services, 'engine'>) {
  return trpc.router({
    query: procedureFor('metrics:read')
      .meta({
        body: 'document',
        openapi: {
          method: 'POST',
          path: '/api/v1/metrics/query',
          tags: ['Metrics'],
          summary: 'Ask for metrics',
          description: 'Answers with typed columns, rows in their order, and how the answer was computed.',
        },
      })
      .input(metricQuerySchema)
      .output(answer<Frame>(frameShape))
      .query(({ ctx, input }) => ctx.query(input)),
    rows: procedureFor('metrics:read')
      .meta({
        body: 'document',
        openapi: {
          method: 'POST',
          path: '/api/v1/metrics/rows',
          tags: ['Metrics'],
          summary: 'Rows behind one number',
          description:
            'The rows one number of a query was computed from, newest first, a page at a time. For counts `total` is the ' +
            'number. Personal values are masked unless the caller has the right `rows:read_personal`.',
        },
      })
      .input(rowsRequestSchema)
      .output(answer<RowsAnswer>(rowsShape))
      .query(({ ctx, input }) => ctx.rows(input)),
    decompose: procedureFor('metrics:read')
      .meta({
        body: 'document',
        openapi: {
          method: 'POST',
          path: '/api/v1/metrics/decompose',
          tags: ['Metrics'],
          summary: 'What a change is made of',
          description:
            'Takes the change between the range of a query and one of its comparisons apart by each dimension: rate and mix ' +
            'effects of a ratio or mean, contributions of a count or sum. They add up to the change.',
        },
      })
      .input(decomposeRequestSchema)
      .output(answer<Decomposition>(decompositionShape))
      .query(({ ctx, input }) => ctx.decompose(input)),
    tree: procedureFor('metrics:read')
      .meta({
        body: 'document',
        openapi: {
          method: 'POST',
          path: '/api/v1/metrics/tree',
          tags: ['Metrics'],
          summary: 'What a metric is made of',
          description:
            'The formula of the first metric of a query as a tree: each input with its value over the range and over the first ' +
            'comparison (the period before where none is named), its target, and what it did to the change of what stands above it. ' +
            'The effects of the inputs of one formula add up to its change; where a part is unknown they are null.',
        },
      })
      .input(treeRequestSchema)
      .output(answer<MetricTree>(treeShape))
      .query(({ ctx, input }) => {
        const { tenant, plugins, signal } = ctx
        return engine.tree(input, { tenant, plugins, signal })
      }),
    explain: procedureFor('metrics:read')
      .meta({
        body: 'document',
        openapi: {
          method: 'POST',
          path: '/api/v1/metrics/explain',
          tags: ['Metrics'],
          summary: 'Explain a metric query',
          description:
            'The SQL the query would run with its parameters, formula, version and history of each metric, range and zone as ' +
            'instants, source and watermark; with `at`, the number of rows behind one number of the answer.',
        },
      })
      .input(explainRequestSchema)
      .output(answer<Explanation>(explanationShape))
      .query(({ ctx, input: { at, ...query } }) => ctx.explain(query, at)),
  })
}

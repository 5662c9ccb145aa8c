import { eventSchema, filterSchema, filterTree, grains, units } from '@tessera/plugin-api/wire'
import { z } from 'zod'

// the one schema that contains itself, and therefore needs a name
z.globalRegistry.add(filterTree, { id: 'Filter' })

const target = z.object({ gt: z.number(), gte: z.number(), lt: z.number(), lte: z.number() }).partial()
const direction = z.enum(['up', 'down', 'neutral'])

/** Shapes of the answers, for the API description. The types of `@tessera/plugin-api/wire` are their source. */
export const metricShape = z.object({
  id: z.string().describe('<plugin>.<metric>'),
  plugin: z.string(),
  title: z.string(),
  description: z.string(),
  unit: z.enum(units),
  direction,
  tier: z.literal([1, 2, 3]),
  owner: z.string(),
  target: target.nullable(),
  targetDays: z.number().optional().describe('days the target is for; left out when it holds for any span'),
  minSample: z.int().optional().describe('fewest observations a value says something with'),
  margin: z.string().optional().describe('metric that says half the width of its 95 % interval'),
  rules: z
    .array(
      z.object({
        id: z.string().describe('<plugin>.<setting>'),
        title: z.string(),
        kind: z.enum(['choice', 'boolean', 'number', 'text']),
        phrases: z.union([z.string(), z.record(z.string(), z.string())]),
        stored: z.literal(true).optional(),
      }),
    )
    .optional()
    .describe('settings its figures rest on'),
  derivedFrom: z
    .array(z.object({ id: z.string(), title: z.string() }))
    .optional()
    .describe('plugins from whose rows its figures are derived'),
  version: z.int(),
  status: z.enum(['live', 'needs-source']),
  needs: z.array(z.string()).optional().describe('plugins that would give it its source, while it needs one'),
  kind: z.string().nullable(),
  additivity: z.enum(['full', 'idempotent', 'semi', 'none']).nullable(),
  dimensions: z.array(z.string()),
})

export const segmentShape = z.object({
  id: z.string(),
  plugin: z.string(),
  title: z.string(),
  description: z.string(),
  filter: filterSchema,
})

/** A half-open span. */
export const rangeShape = z.object({ from: z.string(), to: z.string(), fromInstant: z.string(), toInstant: z.string() })
const sourceKind = z.enum(['raw', 'rollup', 'mixed'])
const rows = z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])))

const metaShape = z.object({
  range: rangeShape,
  timeZone: z.string(),
  weekStart: z.int(),
  calendar: z.string().optional(),
  grain: z.enum(grains).nullable(),
  now: z.string(),
  buckets: z.array(
    z.object({
      label: z.string(),
      title: z.string().optional(),
      fromInstant: z.string(),
      toInstant: z.string(),
      partial: z.boolean(),
    }),
  ),
  comparisons: z.array(
    z.object({
      key: z.string(),
      range: rangeShape,
      longer: z
        .array(z.object({ label: z.string(), range: rangeShape }))
        .optional()
        .describe('buckets that stand beside more than one of their kind, and what that is'),
    }),
  ),
  top: z
    .object({ dimension: z.string(), kept: z.int(), more: z.boolean(), other: z.boolean() })
    .optional()
    .describe('what `top` kept: how many values, whether there are more, and whether those are counted together'),
  source: z.object({ kind: sourceKind, id: z.string().optional(), reason: z.string() }),
  sources: z.array(z.object({ fact: z.string(), kind: sourceKind, id: z.string().optional(), reason: z.string() })),
  watermark: z.string().nullable(),
  recorded: z
    .object({ first: z.string(), last: z.string() })
    .optional()
    .describe('first and last row of what was asked for, whatever the range and the filters'),
  currency: z.string(),
  rules: z
    .array(
      z.object({
        id: z.string().describe('<plugin>.<setting>'),
        title: z.string(),
        value: z.union([z.string(), z.number(), z.boolean()]),
        phrase: z.string(),
        metrics: z.array(z.string()),
        asked: z.literal(true).optional().describe('the question asks for it; the tenant may have another'),
      }),
    )
    .optional()
    .describe('rules the figures were reckoned by'),
  sourcesOff: z
    .array(z.object({ plugin: z.string(), title: z.string(), metrics: z.array(z.string()) }))
    .optional()
    .describe('plugins that are off, whose rows the figures lack'),
  unreadable: z
    .array(z.object({ metric: z.string(), comparison: z.string().optional(), rows: z.int() }))
    .optional()
    .describe('rows left out because what they hold is no number to compute with'),
  truncated: z.boolean(),
  nextCursor: z.string().nullable().optional().describe('give it as cursor for the next page; null on the last one'),
  sqlDigest: z.string(),
  durationMs: z.number(),
  cache: z.enum(['hit', 'miss']),
})

export const frameShape = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      role: z.enum(['time', 'dimension', 'other', 'metric', 'comparison', 'sample', 'margin']),
      type: z.enum(['date', 'instant', 'text', 'number', 'boolean']),
      title: z.string(),
      unit: z.enum(units).optional(),
      direction: direction.optional(),
      target: target.optional(),
      targetOver: z
        .object({ target, days: z.number() })
        .optional()
        .describe('target of the metric where it is for another span than the values are of'),
      targetSteps: z
        .array(target.nullable())
        .optional()
        .describe('target of each bucket of meta.buckets, where it is not the same for all'),
      targetParts: z
        .record(z.string(), target.nullable())
        .optional()
        .describe(
          'targets of single values of the one dimension; null for a value that has none, others have `target`',
        ),
      pacing: z
        .object({
          from: z.string(),
          to: z.string().describe('the day after the last'),
          target: target.describe('of the whole period; `target` of the column is that of the part that is over'),
          elapsed: z.number().describe('part of the period that is over, 0 to 1'),
          perDay: z.number().nullable().describe('what each day left has to add, of an upper bound what it may'),
        })
        .optional()
        .describe('of a target set for a period that runs now'),
      metric: z.string().optional(),
      minSample: z.int().optional(),
      error: z.number().nullable().optional().describe('relative error of estimates; left out where values are exact'),
      comparison: z.string().optional(),
      labels: z.record(z.string(), z.string()).optional(),
      colors: z.record(z.string(), z.string()).optional(),
    }),
  ),
  rows,
  totals: z
    .array(z.object({ by: z.array(z.string()).describe('what its rows keep apart; empty: the grand total'), rows }))
    .optional()
    .describe('rows over several groups, recomputed; what they do not keep apart is null'),
  meta: metaShape,
})

export const explanationShape = z.object({
  metrics: z.array(
    metricShape.extend({
      formula: z.string(),
      fixtures: z.int().optional().describe('worked examples its plugin proves it by'),
      definition: z
        .object({
          since: z.string().describe('start that first saw the present definition'),
          changed: z
            .object({ from: z.int(), to: z.int(), unannounced: z.boolean() })
            .nullable()
            .describe('last change of version; unannounced: the formula changed, the version did not'),
        })
        .nullable()
        .optional(),
    }),
  ),
  sql: z.string(),
  parameters: z.array(z.unknown()),
  meta: metaShape,
  cell: z
    .object({
      at: z.unknown(),
      range: rangeShape,
      rows: z.int().nullable().describe('rows behind the number'),
      refused: z.object({ code: z.string(), detail: z.string() }).nullable(),
      parts: z.array(z.string()),
    })
    .nullable()
    .describe('the one number asked about with `at`'),
})

export const ingestShape = z.object({
  accepted: z.int().describe('stored by this call'),
  duplicate: z.int().describe('known already, or twice in this batch'),
  rejected: z.array(
    z.object({
      index: z.int().describe('place in the batch, from 0'),
      code: z.enum([
        'invalid_event',
        'invalid_properties',
        'user_required',
        'timestamp_out_of_range',
        'event_too_large',
        'event_malformed',
      ]),
      reason: z.string(),
    }),
  ),
})

export const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('stable; decide by it'),
  detail: z.string().describe('says what to do'),
  issues: z.array(z.object({ path: z.string(), message: z.string(), code: z.string().optional() })).optional(),
})

export const eventShape = eventSchema

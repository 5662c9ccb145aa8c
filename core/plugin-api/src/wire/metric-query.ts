import { z } from 'zod'
import { beyondFilterBounds, conditionsOf } from './filter-bounds.ts'
import { grains } from './unit.ts'

/** Id of a metric or dimension: `<plugin>.<name>`. */
export const memberId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9_]*$/, "ids read '<plugin>.<snake_case>', as in 'sales.win_rate'")

/**
 * `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm[:ss[.fff]]`, read in the query's time zone: time shown twice means the first, time skipped
 * means when the clock jumps past it. A time with an offset (`Z`, `-05:00`) is that instant, whatever the zone.
 */
const bound = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/,
    'write a date, or a date-time with or without offset: 2026-10-01, 2026-10-01T08:30 or 2026-11-01T01:30-05:00',
  )

const grain = z.enum(grains)

/**
 * Which span of time. Always half-open `[from, to)`. Days and longer are civil; hours and minutes are elapsed time.
 * `{last: 30, unit: 'day'}`: the last 30 complete days; `offset` moves it back by that many units (−1 includes the running one).
 * `{toDate: 'month'}`: from the start of the month up to this very instant. `{calendar: 'this' | 'last', unit}`: the whole calendar unit.
 */
export const rangeSchema = z.union([
  z.strictObject({ from: bound, to: bound }),
  z.strictObject({ last: z.int().min(1).max(10_000), unit: grain, offset: z.int().min(-1).max(10_000).optional() }),
  z.strictObject({ toDate: grain }),
  z.strictObject({ calendar: z.enum(['this', 'last']), unit: grain }),
])

/** A span of time, fixed or counted back from now. */
export type Range = z.infer<typeof rangeSchema>

/** How a condition compares. */
export const filterOperators = [
  'equals',
  'notEquals',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'gt',
  'gte',
  'lt',
  'lte',
  'set',
  'notSet',
] as const

const filterValue = z.union([z.string(), z.number(), z.boolean(), z.null()])

/**
 * A condition on a dimension (before aggregation) or on a number of the answer (after it). Several values mean "any of". Values
 * are read by the type of what they filter: text holds a number exactly, a JSON number only up to 2^53.
 */
export type FilterLeaf = {
  /** A dimension's id, or the name of a metric, `<metric>:<comparison>`, or a change: `<metric>:<comparison>:change`, `…:change_ratio`. */
  member: string
  operator: (typeof filterOperators)[number]
  values?: (string | number | boolean | null)[] | undefined
}

/** Conditions on dimensions and values, joined by `and`, `or` and `not`. */
export type Filter = { and: Filter[] } | { or: Filter[] } | { not: Filter } | FilterLeaf

/** A filter without bounds of its own: names the one schema that contains itself. */
export const filterTree: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(filterTree).min(1) }),
    z.strictObject({ or: z.array(filterTree).min(1) }),
    z.strictObject({ not: filterTree }),
    z.strictObject({
      member: z.string().min(1).max(300),
      operator: z.enum(filterOperators),
      values: z.array(filterValue).min(1).max(1000).optional(),
    }),
  ]),
)

/** Names the operators where a condition has another; null when all have one of them. */
function unknownOperator(filter: unknown): string | null {
  for (const condition of conditionsOf(filter)) {
    const { member, operator } = Object(condition) as { readonly member?: unknown; readonly operator?: unknown }
    if (typeof member !== 'string' || typeof operator !== 'string') continue
    if (!filterOperators.some((known) => known === operator))
      return `'${operator}' on '${member}' is no operator; there are ${filterOperators.join(', ')}`
  }
  return null
}

/** A filter within its bounds, which are looked at before anything else is. */
export const filterSchema: z.ZodType<Filter> = z.preprocess((value, ctx) => {
  const beyond = beyondFilterBounds([value])
  const reason = beyond === null ? unknownOperator(value) : `it ${beyond}`
  if (reason === null) return value
  ctx.addIssue(reason)
  return z.NEVER
}, filterTree)

/** What to compare with. `previous_period`: the span as long right before. `shift`: the same calendar labels n units earlier. `target`: the metric's own target, null where it has none for the span. */
export const compareSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('previous_period') }),
  z.strictObject({
    kind: z.literal('shift'),
    n: z.int().min(1).max(1000),
    unit: z.enum(['day', 'week', 'month', 'quarter', 'year']),
    align: z.enum(['calendar', 'weekday']).optional(),
  }),
  z.strictObject({ kind: z.literal('range'), range: rangeSchema }),
  z.strictObject({ kind: z.literal('target') }),
])

/** What a value is shown beside: another span of time. */
export type Compare = z.infer<typeof compareSchema>

const totalMember = z.union([z.literal('time'), memberId])

/** Id of a setting: `<plugin>.<camelCase>`. */
const ruleId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-zA-Z0-9]*$/, "rules read '<plugin>.<setting>', as in 'saas-metrics.churnFormula'")
const mostRules = 8

/** A question to the metric registry. Tenant, user and rights are never part of it: the server takes them from the session. */
export const metricQuerySchema = z.strictObject({
  metrics: z
    .array(
      z.strictObject({ id: memberId, as: z.string().min(1).max(100).optional(), filters: filterSchema.optional() }),
    )
    .min(1)
    .max(20)
    .superRefine((metrics, ctx) => {
      const reason = beyondFilterBounds(metrics.flatMap(({ filters }) => filters ?? []))
      if (reason !== null) ctx.addIssue(`what filters metrics together ${reason}`)
    }),
  dimensions: z.array(memberId).max(4).optional(),
  time: z
    .strictObject({
      range: rangeSchema,
      /** `auto`: the finest with at most 92 buckets, by day at the finest where rows are dated by day; `meta.grain` says which. */
      grain: z.enum([...grains, 'auto']).optional(),
      timeZone: z.string().min(1).max(100).optional(),
      weekStart: z.int().min(1).max(7).optional(),
      /**
       * `gregorian` (default); `fiscal`: quarters and years as the tenant's fiscal year has them; or the id of a calendar of the
       * tenant's own, as 4-4-5, which rules weeks, months, quarters and years.
       */
      calendar: z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,62}$/, "calendars are 'gregorian', 'fiscal' or the id of a calendar of the tenant")
        .optional(),
      /** Pins "now" for relative ranges, so that all panels of one page agree. */
      now: z.iso.datetime({ offset: true }).optional(),
    })
    .optional(),
  filters: filterSchema.optional(),
  /** Named filters of plugins; rows must pass all of them. */
  segments: z.array(memberId).max(8).optional(),
  compare: z.array(compareSchema).max(3).optional(),
  /** Answers as if the tenant had set these rules otherwise; they are rules of its metrics. Ask twice to see two side by side. */
  rules: z
    .record(ruleId, z.union([z.string().max(500), z.number(), z.boolean()]))
    .refine((rules) => Object.keys(rules).length <= mostRules, `name at most ${mostRules} rules`)
    .optional(),
  /**
   * Keeps the n values of one dimension that are largest (`asc`: smallest) by a number of the answer, as `order` names them, over
   * the whole range; a value without a number comes last. The rest is left out, or counted together: `other`; `auto` does so where
   * it can be counted as one group.
   */
  top: z
    .strictObject({
      dimension: memberId,
      by: z.string().min(1),
      n: z.int().min(1).max(100),
      dir: z.enum(['asc', 'desc']).optional(),
      other: z.union([z.boolean(), z.literal('auto')]).optional(),
    })
    .optional(),
  /**
   * Rows over several groups at once. Each set names what is kept apart: dimensions, or 'time'; `grand` keeps nothing. Every value
   * is recomputed from rows; conditions on metrics, `top`, `order` and `limit` leave totals as they are.
   */
  totals: z.union([z.enum(['none', 'grand']), z.array(z.array(totalMember).max(5)).min(1).max(8)]).optional(),
  fill: z.enum(['auto', 'none']).optional(),
  /** Adds a column `<metric>:n` with the number of observations behind each ratio or average. */
  samples: z.boolean().optional(),
  order: z
    .array(z.strictObject({ key: z.string().min(1), dir: z.enum(['asc', 'desc']) }))
    .max(8)
    .optional(),
  limit: z.int().min(1).max(10_000).optional(),
  /** `meta.nextCursor` of the page before: the same query then answers the next page. */
  cursor: z.string().min(1).max(4_000).optional(),
})

/** A question: which metrics, by what, of which rows, over which time. */
export type MetricQuery = z.infer<typeof metricQuerySchema>

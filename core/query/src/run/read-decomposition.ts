import type { Kysely } from 'kysely'
import { ProblemError } from '@tessera/plugin-api'
import type {
  Cell,
  ChangePart,
  DecomposeRequest,
  Decomposition,
  DimensionChange,
  MetricQuery,
} from '@tessera/plugin-api/wire'
import { compileStatement } from '../compile/statement.ts'
import { clockDimensions, type Measure } from '@tessera/plugin-api/server'
import type { QueryContext } from '../query-context.ts'
import { queryErrors } from '../errors.ts'
import { sentValue } from '../resolve/filter-values.ts'
import { measuresOf } from '../resolve/measures-of.ts'
import type { Formula, ResolvedMetric, ResolvedQuery } from '../resolve/resolved-query.ts'
import { describeSpan } from '../time/span.ts'
import { evenRows } from './odd-values.ts'
import { readLives } from './read-lives.ts'
import { statementsOn } from './statements.ts'
import { ratioValue, splitRatio, splitSum, sumValue, type Group, type Parts } from './split-change.ts'

/** What a change is taken apart by where nobody says: what plugins list. Clocks are asked for by name. */
const usual = (dimensions: readonly string[]) => dimensions.filter((id) => !clockDimensions.includes(id))

/** Most values of a dimension listed one by one. */
const maxParts = 50

const addable = new Set([
  'count',
  'sum',
  'distinct',
  'snapshot',
  'lost',
  'stock',
  'funnel_step',
  'funnel_open',
  'conversions',
])

/** Whether a measure is counted or summed over rows or entities, so that groups contribute to it. */
function isAddable(source: Measure): boolean {
  if (source.kind === 'last_value') return source.across === 'sum' || source.across === 'count'
  return addable.has(source.kind === 'trailing' ? source.aggregate.kind : source.kind)
}

/** Numerator and denominator of a metric; a sum has no denominator. Refuses what has neither. */
function partsOf({ formula, metric }: ResolvedMetric): readonly [Formula] | readonly [Formula, Formula] {
  if (formula.is === 'ratio') return [formula.numerator, formula.denominator]
  if (formula.is === 'mean')
    return [
      { is: 'measure', measure: formula.sum },
      { is: 'measure', measure: formula.count },
    ]
  if (formula.is === 'measure') {
    const { source } = formula.measure
    if (isAddable(source)) return [formula]
  }
  const kind = formula.is === 'measure' ? formula.measure.source.kind : formula.is
  throw queryErrors('not_decomposable', { metric: metric.info.id, kind })
}

interface Asked {
  readonly request: DecomposeRequest
  readonly context: QueryContext
  readonly resolve: (query: MetricQuery) => ResolvedQuery
}

function pick(query: ResolvedQuery, request: DecomposeRequest): { metric: ResolvedMetric; comparison: string } {
  const { metric: name, comparison: key } = request
  const metric = name === undefined ? query.metrics[0] : query.metrics.find((m) => m.name === name)
  if (!metric) throw queryErrors('cell_unknown', { what: 'metric', value: name ?? '' })
  const { comparisons } = query.time
  const comparison = key === undefined ? comparisons[0] : comparisons.find((c) => c.key === key)
  if (!comparison) throw queryErrors('cell_unknown', { what: 'comparison', value: key ?? '' })
  return { metric, comparison: comparison.key }
}

/** The question for the parts of the metric by one dimension, or by none, over the whole range and the comparison. */
function partsQuery(
  whole: ResolvedQuery,
  asked: Asked,
  one: { readonly metric: ResolvedMetric; readonly comparison: string; readonly dimension: string | null },
): ResolvedQuery {
  const { time, compare = [] } = asked.request.query
  const { grain: _, ...span } = time ?? { range: undefined }
  const place = whole.metrics.indexOf(one.metric)
  const resolved = asked.resolve({
    metrics: asked.request.query.metrics.slice(place, place + 1),
    ...(one.dimension === null ? {} : { dimensions: [one.dimension] }),
    // why: all statements of one answer are read with the same "now"
    ...(span.range === undefined ? {} : { time: { ...span, range: span.range, now: whole.time.now.toString() } }),
    compare: compare.filter(({ kind }) => kind !== 'target'),
  })
  const [metric] = resolved.metrics
  const formulas = partsOf(metric ?? one.metric)
  const names = ['n', 'd']
  const measures = [...new Set(formulas.flatMap(measuresOf))]
  return {
    ...resolved,
    metrics: formulas.map((formula, index) => ({ ...(metric ?? one.metric), name: names[index] ?? '', formula })),
    measures,
    where: whole.where,
    dimensionTypes: new Map([...whole.dimensionTypes, ...resolved.dimensionTypes]),
    time: { ...resolved.time, comparisons: resolved.time.comparisons.filter(({ key }) => key === one.comparison) },
  }
}

const numberOf = (value: unknown) => (value === null || value === undefined ? null : Number(value))

/** Parts by group, in one statement for both periods: `c1`, `c2` the numerator now and before, `c3`, `c4` the denominator. */
async function readGroups(db: Kysely<never>, query: ResolvedQuery, tenantId: string): Promise<Group[]> {
  const statement = compileStatement(query, tenantId, await readLives(statementsOn(db), query, tenantId))
  const rows = evenRows((await statement.sql.execute(db)).rows)
  if (rows.length >= statement.rowLimit) {
    throw queryErrors('too_many_groups', { what: 'values', limit: statement.rowLimit - 1 })
  }
  const parts = (row: Record<string, unknown>, n: string, d: string): Parts => ({
    n: numberOf(row[n]),
    d: numberOf(row[d]),
  })
  return rows.map((row) => {
    return { key: sentValue((row['d1'] ?? null) as Cell), now: parts(row, 'c1', 'c3'), before: parts(row, 'c2', 'c4') }
  })
}

function shorten(all: readonly ChangePart[]): Pick<DimensionChange, 'parts' | 'rest'> {
  const rest = all.slice(maxParts)
  if (rest.length === 0) return { parts: all, rest: null }
  const add = (of: (part: ChangePart) => number | null) => rest.reduce((sum, part) => sum + (of(part) ?? 0), 0)
  const effects = { effect: add((p) => p.effect), rate: add((p) => p.rate), mix: add((p) => p.mix) }
  return { parts: all.slice(0, maxParts), rest: { values: rest.length, ...effects } }
}

/** Takes the change between a query and one of its comparisons apart by each dimension, in the transaction it is given. */
export async function readDecomposition(db: Kysely<never>, whole: ResolvedQuery, asked: Asked): Promise<Decomposition> {
  const begin = performance.now()
  const { request, context } = asked
  const { tenant } = context
  const { metric, comparison } = pick(whole, request)
  const { info } = metric.metric
  const kind = partsOf(metric).length === 2 ? ('ratio' as const) : ('sum' as const)
  const valueOf = kind === 'ratio' ? ratioValue : sumValue
  const total = partsQuery(whole, asked, { metric, comparison, dimension: null })
  const [over] = await readGroups(db, total, tenant.id)
  const nothing: Parts = { n: null, d: null }
  const [now, before] = [valueOf(over?.now ?? nothing), valueOf(over?.before ?? nothing)]
  const change = now.value === null || before.value === null ? null : now.value - before.value
  const dimensions: DimensionChange[] = []
  const refused: { dimension: string; code: string; detail: string }[] = []
  for (const id of change === null ? [] : (request.dimensions ?? usual(info.dimensions))) {
    try {
      const query = partsQuery(whole, asked, { metric, comparison, dimension: id })
      const groups = await readGroups(db, query, tenant.id)
      const split = (kind === 'ratio' ? splitRatio : splitSum)(groups, change ?? 0)
      const { title = id, labels = {} } = query.dimensions[0] ?? {}
      const { overlap, concentration } = split
      dimensions.push({ dimension: id, title, labels, ...shorten(split.parts), overlap, concentration })
    } catch (error) {
      // why: one dimension out of many that cannot be reached is said beside the others; anything else is no answer
      if (!(error instanceof ProblemError) || error.status >= 500) throw error
      refused.push({ dimension: id, code: error.code, detail: error.message })
    }
  }
  const { timeZone } = total.time.calendar
  return {
    metric: info.id,
    title: info.title,
    unit: info.unit,
    direction: info.direction,
    comparison,
    kind,
    before,
    now,
    change,
    dimensions: dimensions.toSorted((a, b) => b.concentration - a.concentration),
    refused,
    meta: {
      range: describeSpan(total.time.span),
      compared: describeSpan(total.time.comparisons[0]?.span ?? total.time.span),
      timeZone,
      currency: tenant.currency,
      durationMs: Math.round((performance.now() - begin) * 10) / 10,
    },
  }
}

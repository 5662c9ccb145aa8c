import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Aggregate, Measure, On } from '@tessera/plugin-api/server'
import { columnOrExpression } from './fact-columns.ts'
import type { Formula, PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'

type Value = string | On<never, unknown>
type Numbers = Measure & { readonly value: Value }

/** Whether a number is one that is computed with: neither NaN nor infinite, and not beyond ±1e100. Null for null. */
export function isReadable(value: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`${value} between -1e100 and 1e100`
}

/** The opposite, null for null too. */
export function isUnreadable(value: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`${value} not between -1e100 and 1e100`
}

const counted = new Set<Measure['kind']>(['distinct', 'approximate_distinct'])

/** What a measure takes numbers from, row by row; null where it counts only. Means are kept as sum and count. */
export function numbersOf(source: Measure): Value | null {
  switch (source.kind) {
    case 'trailing':
      return numbersOf(source.aggregate)
    case 'stock':
      return source.delta as Value
    case 'snapshot':
      return typeof source.measure === 'object' && 'sum' in source.measure ? source.measure.sum : null
    case 'movement':
      return source.movements.value
    default:
      return counted.has(source.kind) ? null : ((source as Partial<Numbers>).value ?? null)
  }
}

/** By the name of a column, of which there are as many as are declared; expressions may be made anew. */
const ofColumns = new Map<string, On<never, unknown>>()
const ofExpressions = new WeakMap<On<never, unknown>, On<never, unknown>>()
const plain = new WeakMap<On<never, unknown>, Value>()

/** The value as its plugin declares it. */
export function declaredValue(value: Value): Value {
  return typeof value === 'string' ? value : (plain.get(value) ?? value)
}

/** The value where it can be read, the same callback each time. */
function readable(value: Value): On<never, unknown> {
  const made: On<never, unknown> =
    (typeof value === 'string' ? ofColumns.get(value) : ofExpressions.get(value)) ??
    ((_, bounds) => {
      const number = sql`(${columnOrExpression(value, bounds)})`
      return sql`case when ${isReadable(number)} then ${number} end`
    })
  if (typeof value === 'string') ofColumns.set(value, made)
  else ofExpressions.set(value, made)
  plain.set(made, value)
  return made
}

const movements = new WeakMap<object, object>()

/** The measure over those values alone that can be read. */
function overReadable(source: Measure): Measure {
  const value = numbersOf(source)
  if (value === null) return source
  const taken = readable(value)
  switch (source.kind) {
    case 'trailing':
      return { ...source, aggregate: overReadable(source.aggregate) as Aggregate }
    case 'stock':
      return { ...source, delta: taken as never }
    case 'snapshot':
      return { ...source, measure: { sum: taken } }
    case 'movement': {
      // why: parts of one movement share a scan, which they are told by this object
      const shared = movements.get(source.movements) ?? { ...source.movements, value: taken }
      movements.set(source.movements, shared)
      return { ...source, movements: shared as typeof source.movements }
    }
    default:
      return { ...source, value: taken } as Measure
  }
}

function replaced(formula: Formula, by: ReadonlyMap<PlannedMeasure, PlannedMeasure>): Formula {
  const part = (inner: Formula) => replaced(inner, by)
  const of = (measure: PlannedMeasure) => by.get(measure) ?? measure
  switch (formula.is) {
    case 'measure':
      return { ...formula, measure: of(formula.measure) }
    case 'mean':
      return { ...formula, sum: of(formula.sum), count: of(formula.count) }
    case 'ratio':
      return { ...formula, numerator: part(formula.numerator), denominator: part(formula.denominator) }
    case 'share':
      return { ...formula, of: part(formula.of) }
    case 'derived': {
      const inputs = Object.entries(formula.inputs).map(([name, inner]) => [name, part(inner)] as const)
      return { ...formula, inputs: Object.fromEntries(inputs) }
    }
  }
}

/** The query over those values alone that can be read, from single rows; what it computes of them cannot fail either. */
export function careful(query: ResolvedQuery): ResolvedQuery {
  const by = new Map(query.measures.map((measure) => [measure, { ...measure, source: overReadable(measure.source) }]))
  return {
    ...query,
    careful: true,
    measures: [...by.values()],
    metrics: query.metrics.map((metric) => ({ ...metric, formula: replaced(metric.formula, by) })),
  }
}

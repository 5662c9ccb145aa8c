import { sql, type RawBuilder } from 'kysely'
import type { Additivity } from '@tessera/plugin-api/wire'
import {
  errorOf,
  type Aggregate,
  type Bounds,
  type Input,
  type LastValue,
  type Measure,
  type MetricSource,
  type Since,
  type Sketch,
  type Snapshot,
} from '@tessera/plugin-api/server'
import { columnOrExpression } from './compile/fact-columns.ts'
import { additivityOf } from './additivity-of.ts'
import { describeFunnel } from './describe-funnel.ts'
import { describeJourney } from './describe-journey.ts'
import { fullId } from './resolve/expand-metric.ts'
import { sqlPrinter } from './compile/sql-printer.ts'

/** What the catalogue says about how a metric is computed. */
export interface SourceDescription {
  readonly kind: string
  readonly additivity: Additivity
  /** One readable line, SQL where there is SQL. */
  readonly formula: string
}

const bounds: Bounds = { tenant: sql`tenant`, from: sql`range_start`, to: sql`range_end` }

function literal(value: unknown): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return `'${String(value).replaceAll("'", "''")}'`
}

/** What a question may ask for in the place of a setting: no part of what a formula means. */
const asked = /\(select \(nullif\(current_setting\('app\.rules', true\), ''\)::jsonb ->> '[^']+'\)::\w+\), /g

/** SQL of an expression with its parameters written in place. */
function print(expression: RawBuilder<unknown>): string {
  const { sql: text, parameters } = expression.compile(sqlPrinter)
  return text.replace(/\$(\d+)/g, (_, n: string) => literal(parameters[Number(n) - 1])).replaceAll(asked, '')
}

/** What is left of a setting then, which readers know by its name. */
const settingRead =
  /coalesce\(\(\s*select \(settings ->> '(\w+)'\)::\w+ from core\.tenant_plugins\s+where tenant_id = [^)]+ and plugin_id = '([^']+)'\), [^)]+\)/g

/** A formula as it is read. */
const legible = (formula: string) => formula.replaceAll(settingRead, "setting '$2.$1'")

const callback = (value: Parameters<typeof columnOrExpression>[0]) => print(sql`${columnOrExpression(value, bounds)}`)

function conditionOf(source: Measure): string {
  if ('funnel' in source || source.kind === 'trailing') return ''
  const parts = [source.fact.where, 'where' in source ? source.where : undefined].flatMap((where) =>
    where ? [callback(where as never)] : [],
  )
  return parts.length > 0 ? ` where ${parts.join(' and ')}` : ''
}

function measureText(source: Measure): string {
  switch (source.kind) {
    case 'funnel_step':
    case 'funnel_time':
    case 'funnel_open':
      return describeFunnel(source, (where) => callback(where as never))
    case 'retention':
    case 'lifecycle':
    case 'movement':
      return describeJourney(source, (where) => callback(where as never))
    case 'snapshot': {
      const at = source.at === 'end' ? 'at the end of the bucket' : 'at the start of the bucket'
      return `${lastingText(source.measure)} open ${at} in ${source.fact.table}${conditionOf(source)}`
    }
    case 'lost':
      return `${lastingText(source.measure)} open at the start of the bucket that ended within it in ${source.fact.table}${conditionOf(source)}`
    case 'conversions': {
      const { converted, touch, window } = source
      const wanted = converted.where ? ` where ${callback(converted.where as never)}` : ''
      return `rows of ${converted.fact.table}${wanted}, credited to the ${touch} row of ${source.fact.table}${conditionOf(source)} within ${window.days} days before`
    }
    case 'last_value':
      return lastValueText(source)
    case 'stock':
      return `sum of ${callback(source.delta as never)} over all rows before the end of the bucket in ${source.fact.table}${conditionOf(source)}`
    case 'approximate_distinct':
    case 'approximate_percentile':
      return sketchText(source)
    case 'trailing':
      return `${measureText(source.aggregate)}, ${sinceText(source.since)}`
    default: {
      const value = source.value === undefined ? '*' : callback(source.value as never)
      const name = aggregateText(source, value)
      const age = source.after ? `, dated ${source.after.days} days after ${source.fact.time.column}` : ''
      return `${name} from ${source.fact.table}${conditionOf(source)}${age}`
    }
  }
}

function sketchText(source: Sketch): string {
  const value = callback(source.value as never)
  const what =
    source.kind === 'approximate_distinct' ? `count(distinct ${value})` : `percentile ${source.fraction} of ${value}`
  return `about ${what}, ± ${errorOf(source) * 100} %, from ${source.fact.table}${conditionOf(source)}`
}

function lastValueText(source: LastValue): string {
  const { fact, entity, across, maxAge, ended } = source
  const value = source.value === undefined ? '*' : callback(source.value as never)
  const age = maxAge ? `, at most ${maxAge.days} days old` : ''
  const end = ended ? `, until ${typeof ended === 'string' ? ended : callback(ended)}` : ''
  return `${across}(${value}) over the last row of each ${entity} before the end of the bucket${age}${end} in ${fact.table}${conditionOf(source)}`
}

function aggregateText(source: Aggregate, value: string): string {
  if (source.kind === 'distinct') return `count(distinct ${value})`
  return source.kind === 'percentile' ? `percentile ${source.fraction} of ${value}` : `${source.kind}(${value})`
}

function sinceText(since: Since): string {
  if (since === 'beginning') return 'from the first row to the end of the bucket'
  if ('startOf' in since) return `from the start of the ${since.startOf} to the end of the bucket`
  return `over the last ${since.last} ${since.unit}s before the end of the bucket`
}

function lastingText(measure: Snapshot['measure']): string {
  if (measure === 'count') return 'rows'
  return 'distinct' in measure
    ? `distinct ${measure.distinct}`
    : `sum of ${typeof measure.sum === 'string' ? measure.sum : callback(measure.sum)}`
}

/** Kind, additivity and formula of a metric's source; names of other metrics and of settings are given in full. */
export function describeSource(source: MetricSource, plugin: string): SourceDescription {
  const described = describe(source, plugin)
  return { ...described, formula: legible(described.formula) }
}

function describe(source: MetricSource, plugin: string): SourceDescription {
  const input = (part: Input) => (part.kind === 'metric' ? fullId(plugin, part.id) : describe(part, plugin).formula)
  const additivity = additivityOf(source)
  const { kind } = source
  if (kind === 'ratio')
    return { kind, additivity, formula: `(${input(source.numerator)}) / (${input(source.denominator)})` }
  if (kind === 'share') {
    const over = source.over ? ` over ${source.over.map((name) => fullId(plugin, name)).join(', ')}` : ''
    return { kind, additivity, formula: `share of (${input(source.of)})${over}` }
  }
  if (kind === 'derived') {
    const names = Object.keys(source.inputs)
    const text = print(
      source.expression(Object.fromEntries(names.map((name) => [name, sql<number>`${sql.ref(name)}`]))),
    )
    const parts = Object.entries(source.inputs).map(([name, part]) => `${name} = ${input(part)}`)
    return { kind, additivity, formula: `${text} with ${parts.join('; ')}` }
  }
  return { kind: 'funnel' in source ? 'funnel' : kind, additivity, formula: measureText(source) }
}

export { callback as printCallback, print as printExpression }

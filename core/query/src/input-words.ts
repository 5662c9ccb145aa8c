import type { Measure, MetricSource, Since } from '@tessera/plugin-api/server'
import { printCallback } from './describe-source.ts'

const longest = 60

const spaced = (name: string) => name.replaceAll('_', ' ')

/** Rows of a fact, which is named after one of them. */
function rowsOf({ name }: { readonly name: string }): string {
  const one = spaced(name)
  return /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`
}

/** Which rows count, where it can be said in a few words. */
function whichOf(where: unknown): string {
  if (where === undefined) return ''
  const text = printCallback(where as never)
    .replaceAll('"', '')
    .replaceAll(/\s+/g, ' ')
  return text.length > longest ? ', some of them' : ` where ${text}`
}

function valueOf(value: unknown): string {
  const text = typeof value === 'string' ? spaced(value) : printCallback(value as never).replaceAll('"', '')
  return text.length > longest ? 'a value' : text
}

function sinceWords(since: Since): string {
  if (since === 'beginning') return 'up to then'
  return 'startOf' in since ? `since the start of the ${since.startOf}` : `of ${since.last} ${since.unit}s`
}

const aggregates: Readonly<Record<string, string>> = {
  sum: 'Sum of',
  avg: 'Mean of',
  min: 'Least',
  max: 'Greatest',
  distinct: 'Different',
  percentile: 'Percentile of',
  approximate_distinct: 'Different',
  approximate_percentile: 'Percentile of',
}

function measureWords(source: Measure): string {
  switch (source.kind) {
    case 'funnel_step':
      return source.funnel.steps[source.step - 1]?.title ?? 'a step'
    case 'funnel_time':
      return `time to ${source.funnel.steps[source.step - 1]?.title ?? 'a step'}`
    case 'funnel_open':
      return 'still on the way'
    case 'trailing':
      return `${measureWords(source.aggregate)}, ${sinceWords(source.since)}`
    case 'lost': {
      const { measure, fact, where } = source
      const what = measure === 'count' ? '' : `Different ${spaced(measure.distinct)} of `
      return `${what}${rowsOf(fact)} that ended${whichOf(where)}`
    }
    case 'conversions':
      return `${rowsOf(source.converted.fact)} after ${rowsOf(source.fact)}`
    case 'snapshot': {
      const { measure, fact, at, where } = source
      const what =
        measure === 'count'
          ? ''
          : 'distinct' in measure
            ? `Different ${spaced(measure.distinct)} of `
            : `Sum of ${valueOf(measure.sum)} of `
      return `${what}${rowsOf(fact)} at the ${at}${whichOf(where)}`
    }
    case 'last_value': {
      const { across, value, fact, entity } = source
      if (across === 'count' || value === undefined)
        return `${spaced(entity.replace(/_id$/, ''))}s by their last ${spaced(fact.name)}`
      return `${aggregates[across] ?? across} last ${valueOf(value)} of ${rowsOf(fact)}`
    }
    case 'count':
      return `${rowsOf(source.fact)}${whichOf(source.where)}`
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'distinct':
    case 'percentile':
    case 'approximate_distinct':
    case 'approximate_percentile':
      return `${aggregates[source.kind]} ${valueOf(source.value)} of ${rowsOf(source.fact)}${whichOf(source.where)}`
    default:
      return `${spaced(source.kind)} of ${rowsOf(source.fact)}`
  }
}

/** What an input of a formula counts, in a few words; null for a formula that is made of others. */
export function inputWords(source: MetricSource): string | null {
  if (source.kind === 'ratio' || source.kind === 'share' || source.kind === 'derived') return null
  const words = measureWords(source)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

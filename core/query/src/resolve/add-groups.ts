import { factOf, type Aggregate, type Measure, type Stock, type Trailing } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from './resolved-query.ts'

/** Kinds whose scan sees every group it reads, whatever conditions the measure has: they stand in FILTER or beside the value. */
const seesAll = new Set<Measure['kind']>(['snapshot', 'lost', 'last_value'])

function conditionOf(source: Measure): unknown {
  if (source.kind === 'trailing') return source.aggregate.where
  if (source.kind === 'lifecycle') return source.lifecycle.where
  if (source.kind === 'movement') return source.movements.where
  return 'where' in source ? source.where : undefined
}

const hasCondition = ({ source, filter }: PlannedMeasure) =>
  filter !== null || (conditionOf(source) ?? undefined) !== undefined

/** What finds the groups of the rows a measure reads: the same without its condition, as cheap as it can be. */
function groupsOf(source: Measure): Measure {
  const fact = factOf(source)
  if (source.kind === 'trailing') {
    const counted: Trailing = { ...source, aggregate: { kind: 'count', fact } }
    return counted
  }
  if (source.kind === 'stock') {
    const level: Stock = { kind: 'stock', fact, delta: source.delta }
    return level
  }
  const { after } = source as Aggregate
  return { kind: 'count', fact, ...(after ? { after } : {}) }
}

/** Equal for measures whose rows are the same but for their conditions. */
function rowsOf({ source, plugin }: PlannedMeasure): readonly unknown[] {
  const since = source.kind === 'trailing' ? JSON.stringify(source.since) : source.kind === 'stock' ? 'beginning' : null
  return [factOf(source), plugin, since, 'after' in source ? source.after?.days : undefined]
}

const plain = new Set<Measure['kind']>([
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'distinct',
  'percentile',
  'trailing',
  'stock',
])

/**
 * Adds what finds the groups of a breakdown, where measures have conditions of their own: a group has a row because the fact has
 * rows of it within the range, not because a row meets the condition of one metric.
 */
export function addGroups(measures: readonly PlannedMeasure[], dimensions: number): PlannedMeasure[] {
  const all = [...measures]
  if (dimensions === 0) return all
  for (const measure of measures) {
    if (seesAll.has(measure.source.kind) || !hasCondition(measure)) continue
    const column = `seen${all.length + 1 - measures.length}`
    const found: PlannedMeasure = { ...measure, column, source: groupsOf(measure.source), filter: null, isGroups: true }
    const key = rowsOf(found)
    const isKnown = all.some(
      (each) =>
        plain.has(each.source.kind) && !hasCondition(each) && rowsOf(each).every((part, index) => part === key[index]),
    )
    if (!isKnown) all.push(found)
  }
  return all
}

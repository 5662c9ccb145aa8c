import type { RawBuilder } from 'kysely'
import type { Aggregate, Stock } from '@tessera/plugin-api/server'
import type { Leaf, LeafContext } from './leaf.ts'
import { windowsLeaf } from './trailing-leaf.ts'
import { untilNow } from './until-now.ts'
import { windowsOf } from './windows.ts'

/** The aggregate whose running sum a stock is. */
export function stockChanges({ fact, delta, where }: Stock): Aggregate {
  return { kind: 'sum', fact, value: delta, ...(where ? { where } : {}) }
}

/** What a stock adds up, and over which windows: from the first row to the end of each bucket, or to now. */
export function changesOf(source: Stock, context: LeafContext) {
  const { fact } = source
  const { calendar } = context.query.time
  return {
    aggregate: stockChanges(source),
    period: windowsOf(untilNow(context.period, context), 'beginning', { fact, calendar, relative: true }),
  }
}

/** Sums of all changes before the end of each bucket: what was there before the range, and what came since. */
export function stockLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const changes = leaf.measures.map((measure) => ({ measure, ...changesOf(measure.source as Stock, context) }))
  const [first] = changes
  if (!first) return null
  const measures = changes.map(({ measure, aggregate }) => ({ ...measure, source: aggregate }))
  return windowsLeaf({ ...leaf, measures }, context, { period: first.period, relative: true })
}

import type { Cell, CellAddress, DimensionInfo, ResolvedRange } from '@tessera/plugin-api/wire'
import type { Period } from '../compile/bucket-sql.ts'
import { queryErrors } from '../errors.ts'
import { cutBuckets, type Slot } from '../time/buckets.ts'
import { describeSpan, type Span } from '../time/span.ts'
import { typedValue, type TypedValue } from '../resolve/filter-values.ts'
import type { ResolvedMetric, ResolvedQuery } from '../resolve/resolved-query.ts'

/** One number of an answer, found again in the query. */
export interface FoundCell {
  readonly metric: ResolvedMetric
  /** The query narrowed to the dimensions the cell names; those it leaves out are counted over. */
  readonly query: ResolvedQuery
  /** The one bucket the number stands in. */
  readonly period: Period
  /** The buckets of its range, and which of them it is, from 1. */
  readonly buckets: Period
  readonly ordinal: number
  readonly range: ResolvedRange
  /** Value of each dimension of `query`. */
  readonly values: readonly (TypedValue | null)[]
}

const unknown = (what: string, value: unknown) => queryErrors('cell_unknown', { what, value: String(value) })

function valueOf({ id, type }: DimensionInfo, value: Cell): TypedValue | null {
  const typed = value === null ? null : typedValue(value, type)
  if (value !== null && typed === null) throw unknown(`value of '${id}'`, value)
  return typed
}

function spanOf(query: ResolvedQuery, at: CellAddress): { slots: readonly (Slot | null)[]; span: Span } {
  if (at.comparison === undefined) return query.time
  const compared = query.time.comparisons.find(({ key }) => key === at.comparison)
  if (!compared) throw unknown('comparison', at.comparison)
  return compared
}

interface Placed {
  readonly slots: readonly (Slot | null)[]
  readonly ordinal: number
  readonly span: Span
}

function placeOf(query: ResolvedQuery, at: CellAddress): Placed {
  const { grain, slots, calendar } = query.time
  const { slots: asked, span } = spanOf(query, at)
  if (at.bucket === undefined)
    return { slots: grain === null ? asked : cutBuckets(span, null, calendar), ordinal: 1, span }
  const index = grain === null ? -1 : slots.findIndex(({ label }) => label === at.bucket)
  if (index < 0) throw unknown('bucket', at.bucket)
  return { slots: asked, ordinal: index + 1, span }
}

/** Finds the place of a number in a resolved query. Refuses with `cell_unknown` a place its answer does not have. */
export function cellOf(query: ResolvedQuery, at: CellAddress): FoundCell {
  const metric = query.metrics.find(({ name }) => name === at.metric)
  if (!metric) throw unknown('metric', at.metric)
  const given = new Map(Object.entries(at.dimensions ?? {}))
  for (const id of given.keys()) if (!query.dimensions.some((d) => d.id === id)) throw unknown('dimension', id)
  const dimensions = query.dimensions.filter((d) => given.has(d.restOf ?? d.id))
  const rest = dimensions.find(({ restOf }) => restOf !== undefined)?.restOf
  if (at.other && (rest === undefined || given.get(rest) !== null)) throw unknown('row', 'other')
  const { slots, ordinal, span } = placeOf(query, at)
  const slot = slots[ordinal - 1] ?? null
  // why: a total over the range is the number of the same query without grain
  const time = at.bucket === undefined ? { ...query.time, grain: null } : query.time
  return {
    metric,
    query: { ...query, dimensions, time },
    period: { suffix: '', slots: [slot] },
    buckets: { suffix: '', slots },
    ordinal,
    range: describeSpan(slot ?? span),
    values: dimensions.map((d) => (d.restOf === undefined ? valueOf(d, given.get(d.id) ?? null) : (at.other ?? false))),
  }
}

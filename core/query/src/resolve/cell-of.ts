import type { Cell, CellAddress, DimensionInfo, ResolvedRange } from '@tessera/plugin-api/wire'
import type { Period } from '../compile/bucket-sql.ts'
import { queryErrors } from '../errors.ts'
import { cutBuckets, type Slot } from '../time/buckets.ts'
import { describeSpan, type Span } from '../time/span.ts'
import type { ResolvedMetric, ResolvedQuery } from './resolved-query.ts'

/** One number of an answer, found again in the query. */
export interface FoundCell {
  readonly metric: ResolvedMetric
  /** The query narrowed to the dimensions the cell names; those it leaves out are counted over. */
  readonly query: ResolvedQuery
  /** The one bucket the number stands in. */
  readonly period: Period
  readonly range: ResolvedRange
  /** Value of each dimension of `query`. */
  readonly values: readonly Cell[]
}

const unknown = (what: string, value: unknown) => queryErrors('cell_unknown', { what, value: String(value) })

function typedValue({ id, type }: DimensionInfo, value: Cell): Cell {
  if (value === null) return null
  if (type === 'text') return String(value)
  if (type === 'boolean' && typeof value === 'boolean') return value
  if (type === 'number' && typeof value !== 'boolean' && Number.isFinite(Number(value))) return value
  throw unknown(`value of '${id}'`, value)
}

function spanOf(query: ResolvedQuery, at: CellAddress): { slots: readonly (Slot | null)[]; span: Span } {
  if (at.comparison === undefined) return query.time
  const compared = query.time.comparisons.find(({ key }) => key === at.comparison)
  if (!compared) throw unknown('comparison', at.comparison)
  return compared
}

function slotOf(query: ResolvedQuery, at: CellAddress): { slot: Slot | null; span: Span } {
  const { grain, slots, calendar } = query.time
  const { slots: asked, span } = spanOf(query, at)
  if (at.bucket === undefined) {
    if (grain === null) return { slot: asked[0] ?? null, span }
    return { slot: cutBuckets(span, null, calendar)[0] ?? null, span }
  }
  const index = grain === null ? -1 : slots.findIndex(({ label }) => label === at.bucket)
  if (index < 0) throw unknown('bucket', at.bucket)
  return { slot: asked[index] ?? null, span }
}

/** Finds the place of a number in a resolved query. Refuses with `cell_unknown` a place its answer does not have. */
export function cellOf(query: ResolvedQuery, at: CellAddress): FoundCell {
  const metric = query.metrics.find(({ name }) => name === at.metric)
  if (!metric) throw unknown('metric', at.metric)
  const given = new Map(Object.entries(at.dimensions ?? {}))
  for (const id of given.keys()) if (!query.dimensions.some((d) => d.id === id)) throw unknown('dimension', id)
  const dimensions = query.dimensions.filter((d) => given.has(d.id))
  const { slot, span } = slotOf(query, at)
  const { timeZone } = query.time.calendar
  const range = slot
    ? {
        from: slot.span.from.toString(),
        to: slot.span.to.toString(),
        fromInstant: slot.from.toString(),
        toInstant: slot.to.toString(),
      }
    : describeSpan(span, timeZone)
  return {
    metric,
    query: { ...query, dimensions },
    period: { suffix: '', slots: [slot] },
    range,
    values: dimensions.map((d) => typedValue(d, given.get(d.id) ?? null)),
  }
}

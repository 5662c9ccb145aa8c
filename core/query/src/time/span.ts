import type { ResolvedRange } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { compareEdges, type Edge } from './edge.ts'

/** A half-open span: the instants it begins and ends at, and what the clock of the zone shows there. */
export interface Span {
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant
  readonly local: { readonly from: Temporal.PlainDateTime; readonly to: Temporal.PlainDateTime }
}

export function spanBetween(from: Edge, to: Edge): Span {
  return { from: from.instant, to: to.instant, local: { from: from.local, to: to.local } }
}

export function beginOf({ from, local }: Span): Edge {
  return { instant: from, local: local.from }
}

export function endOf({ to, local }: Span): Edge {
  return { instant: to, local: local.to }
}

/** A span as it stands in `meta`. */
export function describeSpan({ from, to, local }: Span): ResolvedRange {
  return {
    from: local.from.toString(),
    to: local.to.toString(),
    fromInstant: from.toString(),
    toInstant: to.toString(),
  }
}

export function assertNotEmpty(span: Span): Span {
  if (compareEdges(beginOf(span), endOf(span)) >= 0) {
    throw queryErrors('range_empty', { from: span.local.from.toString(), to: span.local.to.toString() })
  }
  return span
}

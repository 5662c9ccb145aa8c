import type { ResolvedRange } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { toInstant } from './calendar.ts'

/** A half-open span of local civil time. */
export interface Span {
  readonly from: Temporal.PlainDateTime
  readonly to: Temporal.PlainDateTime
}

/** A span with its instants, as it stands in `meta`. */
export function describeSpan(span: Span, timeZone: string): ResolvedRange {
  return {
    from: span.from.toString(),
    to: span.to.toString(),
    fromInstant: toInstant(span.from, timeZone).toString(),
    toInstant: toInstant(span.to, timeZone).toString(),
  }
}

export function assertNotEmpty(span: Span): Span {
  if (Temporal.PlainDateTime.compare(span.from, span.to) >= 0) {
    throw queryErrors('range_empty', { from: span.from.toString(), to: span.to.toString() })
  }
  return span
}

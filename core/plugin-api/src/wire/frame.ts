import type { Target } from './catalogue.ts'
import type { Pacing } from './set-target.ts'
import type { Additivity, Direction, Grain, Unit } from './unit.ts'

/** One value of a frame. Dates and instants are ISO text, ratios 0..1, decimals beyond double precision text, missing values null. */
export type Cell = string | number | boolean | null

/** One column of a frame: what stands in it and how to show it. */
export interface FrameColumn {
  /** `time`, a dimension id, `<dimension>:other`, a metric id (or its `as`), `<metric>:<comparison key>`, `<metric>:n`, `<metric>:margin` or `<metric>:margin:<comparison key>`. */
  readonly name: string
  /** `other`: true in the rows of all values that `top` does not keep, whose own cell is null; false in all others. */
  readonly role: 'time' | 'dimension' | 'other' | 'metric' | 'comparison' | 'sample' | 'margin'
  readonly type: 'date' | 'instant' | 'text' | 'number' | 'boolean'
  readonly title: string
  readonly unit?: Unit
  readonly direction?: Direction
  readonly target?: Target
  /** The target of the metric where it is for another span than the values are of, so that none may be held against it. */
  readonly targetOver?: { readonly target: Target; readonly days: number }
  /** Target of each bucket of `meta.buckets`, where it is not the same for all; null for buckets without one. */
  readonly targetSteps?: readonly (Target | null)[]
  /** Targets of single values of the one dimension of an answer without buckets; null for a value that has none. Others have `target`. */
  readonly targetParts?: Readonly<Record<string, Target | null>>
  /** Of a target that the tenant set for a period that runs now: `target` is then that of the part that is over. */
  readonly pacing?: Pacing
  /** Values with fewer observations (`<metric>:n`) say little: they are flagged, never hidden. */
  readonly minSample?: number
  /** Whether values of groups may be added up. */
  readonly additivity?: Additivity
  /**
   * Of estimates, their relative error: 0.023 for ± 2.3 %, the standard error of distinct counts and the bound of percentiles.
   * Null when they rest on estimates in a way that says nothing of the error; left out where values are exact.
   */
  readonly error?: number | null
  /** Id of the metric a metric, comparison or sample column belongs to. */
  readonly metric?: string
  /** Key of the comparison, as in `meta.comparisons`. */
  readonly comparison?: string
  /** Readable names of a dimension's values. */
  readonly labels?: Readonly<Record<string, string>>
  /** Colour by dimension value, where a contributor gave one (CSS hex). */
  readonly colors?: Readonly<Record<string, string>>
}

/** A half-open span, in local civil time and as instants. */
export interface ResolvedRange {
  readonly from: string
  readonly to: string
  readonly fromInstant: string
  readonly toInstant: string
}

/** One time bucket of the answer. `partial`: not wholly inside the range, or not over yet at `now`. */
export interface Bucket {
  readonly label: string
  /** Readable name, where the calendar names its units: `FY2027 Q1`. */
  readonly title?: string
  readonly fromInstant: string
  readonly toInstant: string
  readonly partial: boolean
}

/** A bucket that stands beside more than one of its kind, as 28 February beside the last days of January, and what that is. */
export interface LongerBucket {
  readonly label: string
  readonly range: ResolvedRange
}

/** What one comparison of an answer read: the same span by every grain. */
export interface ComparedRange {
  readonly key: string
  readonly range: ResolvedRange
  /** Left out where there is none. */
  readonly longer?: readonly LongerBucket[]
}

/** `raw`: single rows. `rollup`: aggregates kept ready. `mixed`: those, and single rows for what changed since or lies at the edges. */
export type SourceKind = 'raw' | 'rollup' | 'mixed'

/** Where one part of an answer was read and why. */
export interface LeafSource {
  /** Name of the fact. */
  readonly fact: string
  readonly kind: SourceKind
  /** Id of the rollup. */
  readonly id?: string
  /** Plain sentence without full stop. */
  readonly reason: string
}

/** What `top` kept of a dimension. */
export interface KeptValues {
  readonly dimension: string
  /** How many values have rows of their own. */
  readonly kept: number
  /** There are more values. */
  readonly more: boolean
  /** Those are counted together, in rows of their own. */
  readonly other: boolean
}

/** How many rows of a metric hold NaN, an infinity, a number beyond ±1e100, or text where a number should be. */
export interface UnreadableRows {
  /** Name of the metric's column. */
  readonly metric: string
  /** Key of the comparison whose rows they are; left out for the range itself. */
  readonly comparison?: string
  readonly rows: number
}

/** A rule that figures were reckoned by: a setting of the tenant, or what the question asks for in its place. */
export interface RuleInForce {
  /** `<plugin>.<setting>`. */
  readonly id: string
  readonly title: string
  readonly value: string | number | boolean
  /** The rule in a few words: "overdue subscriptions count". */
  readonly phrase: string
  /** Ids of the metrics of the answer that rest on it. */
  readonly metrics: readonly string[]
  /** The question asks for it; the tenant's own may be another. */
  readonly asked?: true
}

/** Between which moments rows lie. */
export interface RecordedSpan {
  readonly first: string
  readonly last: string
}

/** A plugin that is off for the tenant, though figures are derived from its rows: they lack what comes from there. */
export interface SourceOff {
  /** Id of the plugin. */
  readonly plugin: string
  readonly title: string
  /** Ids of the metrics of the answer that are derived from it. */
  readonly metrics: readonly string[]
}

/** What is to be known of an answer as a whole: its range, how fresh it is, and how it was made. */
export interface FrameMeta {
  readonly range: ResolvedRange
  readonly timeZone: string
  readonly weekStart: number
  /** Left out for the civil calendar. */
  readonly calendar?: string
  readonly grain: Grain | null
  /** The pinned "now" that relative ranges and partial buckets were computed with. */
  readonly now: string
  readonly buckets: readonly Bucket[]
  readonly comparisons: readonly ComparedRange[]
  /** What `top` kept of a dimension; left out without `top`. */
  readonly top?: KeptValues
  /** Where the rows came from and why, all parts taken together. */
  readonly source: { readonly kind: SourceKind; readonly id?: string; readonly reason: string }
  /** The same for each part of the answer. */
  readonly sources: readonly LeafSource[]
  /** Latest fact row seen by the metrics' facts, null without rows. */
  readonly watermark: string | null
  /** First and last row the tenant has of any of the metrics' facts, whatever the range and the filters; left out without rows. */
  readonly recorded?: RecordedSpan
  /** ISO 4217 code that money columns are in. */
  readonly currency: string
  /** Rules the figures were reckoned by; left out when they rest on none. */
  readonly rules?: readonly RuleInForce[]
  /** Plugins whose rows the figures lack; left out when there are none. */
  readonly sourcesOff?: readonly SourceOff[]
  /** Rows left out of metrics because what they hold is no number that can be computed with; left out when there are none. */
  readonly unreadable?: readonly UnreadableRows[]
  readonly truncated: boolean
  /** With a `limit`: give it as `cursor` for the next page; null on the last one. */
  readonly nextCursor?: string | null
  /** SHA-256 of the statement without its parameters, first 16 hex digits. */
  readonly sqlDigest: string
  /** Milliseconds this request took in the engine. */
  readonly durationMs: number
  /** `hit`: computed for an earlier question, from data that has not changed since. */
  readonly cache: 'hit' | 'miss'
}

/** Rows over several groups at once: one for each combination of what `by` keeps apart; the other key columns are null. */
export interface FrameTotal {
  /** Dimension ids, and `time`; empty for the grand total. */
  readonly by: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** The answer to a metric query: typed columns, rows in their order, and how it was computed. */
export interface Frame {
  readonly columns: readonly FrameColumn[]
  readonly rows: readonly (readonly Cell[])[]
  /** One entry for each set the query asked for, in its order; left out when it asked for none. */
  readonly totals?: readonly FrameTotal[]
  readonly meta: FrameMeta
}

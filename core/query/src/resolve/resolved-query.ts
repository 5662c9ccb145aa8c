import type { RawBuilder } from 'kysely'
import type { RuleValue } from '@tessera/plugin-api'
import type { Cell, DimensionInfo, Filter, MetricRule, SetTarget, SourceOff } from '@tessera/plugin-api/wire'
import type { Measure } from '@tessera/plugin-api/server'
import type { ModelMetric, ModelRule } from '../model.ts'
import type { RollupView } from '../rollup-view.ts'
import type { ResolvedTime } from '../time/resolve-time.ts'
import type { TypedValue } from './filter-values.ts'

/** One aggregate the statement computes; `column` is its name in the leaf and in the merge. */
export interface PlannedMeasure {
  readonly column: string
  readonly source: Measure
  /** Plugin whose names the source's facts use. */
  readonly plugin: string
  /** Metric it was first needed for; named in refusals. */
  readonly metric: string
  /** Filter of that one metric, beside the query's. */
  readonly filter: Filter | null
  /** No part of any metric: it is there for the groups it finds. */
  readonly isGroups?: true
}

/** How a metric's value follows from measures of the same group. */
export type Formula =
  | { readonly is: 'measure'; readonly measure: PlannedMeasure }
  | { readonly is: 'mean'; readonly sum: PlannedMeasure; readonly count: PlannedMeasure }
  | { readonly is: 'ratio'; readonly numerator: Formula; readonly denominator: Formula }
  | { readonly is: 'share'; readonly of: Formula; readonly over: readonly string[] | null }
  | {
      readonly is: 'derived'
      readonly inputs: Readonly<Record<string, Formula>>
      readonly expression: (inputs: Readonly<Record<string, RawBuilder<number>>>) => RawBuilder<number>
    }

/** One metric column of the answer. */
export interface ResolvedMetric {
  readonly name: string
  readonly metric: ModelMetric
  readonly formula: Formula
  /** How far the value may be off; left out where nobody asked or the metric does not say. */
  readonly margin?: Formula
}

/** A dimension of the answer. */
export interface QueryDimension extends DimensionInfo {
  /** Set where it tells the rest of `top` from what is kept: the dimension whose rest it is. */
  readonly restOf?: string
}

/** Values of a dimension that `top` keeps. */
export interface Kept {
  readonly dimension: string
  readonly values: readonly (TypedValue | null)[]
  /** There are more values. */
  readonly more: boolean
  /** Count all other values together instead of leaving them out. */
  readonly other: boolean
}

/** Indexes of the dimensions that rows are kept apart by. */
export type GroupSet = readonly number[]

/** One set of totals: what its rows are kept apart by. */
export interface TotalSet {
  readonly by: readonly string[]
  readonly keepsTime: boolean
  readonly dimensions: GroupSet
}

/** A rule of the answer's metrics. */
export interface ResolvedRule {
  readonly info: MetricRule
  /** Ids of the metrics. */
  readonly metrics: readonly string[]
  readonly valueOf: ModelRule['valueOf']
  /** Asked for in the place of the tenant's; undefined where that counts. */
  readonly asked: RuleValue | undefined
}

/** A metric query with every name looked up and every metric expanded to measures. */
export interface ResolvedQuery {
  readonly metrics: readonly ResolvedMetric[]
  readonly measures: readonly PlannedMeasure[]
  readonly dimensions: readonly QueryDimension[]
  /** Type of every dimension the query names, filters included. */
  readonly dimensionTypes: ReadonlyMap<string, DimensionInfo['type']>
  readonly time: ResolvedTime
  /** Conditions on dimensions, for every leaf. */
  readonly where: Filter | null
  /** Conditions on metrics, after aggregation. */
  readonly having: Filter | null
  readonly order: readonly { readonly key: string; readonly dir: 'asc' | 'desc' }[]
  readonly limit: number | null
  /** Values of the order's keys in the last row of the page before; null on the first page. */
  readonly after: readonly Cell[] | null
  readonly fill: boolean
  /** Values of one dimension that keep rows of their own; known once the ranking ran. */
  readonly kept: Kept | null
  readonly samples: boolean
  /** Rules its metrics rest on, and those the question asks for in the place of the tenant's. */
  readonly rules: readonly ResolvedRule[]
  /** Plugins that are off, though its metrics are derived from their rows. */
  readonly sourcesOff: readonly SourceOff[]
  /** What the tenant set as targets of its metrics; known once it was read. */
  readonly setTargets: readonly SetTarget[]
  /** Metrics stand beside their targets. */
  readonly targets: boolean
  /** Sets of dimensions (by index) one statement groups by; null for all dimensions only. */
  readonly sets: readonly GroupSet[] | null
  /** Totals asked for. */
  readonly totals: readonly TotalSet[]
  /** The range as one bucket, for totals that give up time and for the ranking of `top`; null when there is neither. */
  readonly whole: ResolvedTime | null
  /** Rollups the answer may be read from; null when there is none, `off` when they are to be left out. */
  readonly rollups: RollupView | 'off' | null
  /** Some rows cannot be read: values are taken where they can, from single rows, and what is computed of them cannot fail. */
  readonly careful?: true
}

import { freeze } from './freeze.ts'
import type { Target } from './wire/catalogue.ts'
import type { Direction, Unit } from './wire/unit.ts'

/** What a metric means. How it is computed stands in the server door, under the same name. */
export interface MetricSpec {
  readonly title: string
  /** One or two sentences: what is counted, over what, and what is left out. */
  readonly description: string
  readonly unit: Unit
  /** Which way of moving is good. */
  readonly direction: Direction
  /** 1: run the business by it, 2: explain the first tier, 3: detail. */
  readonly tier: 1 | 2 | 3
  /** Dimensions it may be broken down by: own names, or full ids of other plugins' dimensions. */
  readonly dimensions?: readonly string[]
  /** The bound to reach. That of an amount is for the whole: answers about a part of it, filtered or broken down, show none. */
  readonly target?: Target
  /** Length of the span the target is for, where the value grows with the span (losses, churn). Other spans show no target. */
  readonly targetDays?: number
  /** Fewest observations a value says something with; fewer, and readers are told, and no change is drawn from it. */
  readonly minSample?: number
  /**
   * Own metric that says how far the value may be off: half the width of its 95 % interval, in the same unit. Asked for with `samples`; no
   * change smaller than it is called good or bad, and no target nearer than it simply met. Shares of a whole need none: their interval is known.
   */
  readonly margin?: string
  /**
   * Settings its figures rest on: own names, or full ids of another plugin's. Those of metrics that its formula names need no repeating.
   * Each says in its `meta`, as `rule`, what is in force in a short phrase, which stands on cards, in explanations and in exports.
   */
  readonly rules?: readonly string[]
  /**
   * Plugins under `requires` from whose rows its figures are derived, though its formula names none of their metrics. Those of metrics in
   * its formula need no repeating. Where one is off for a tenant, cards, explanations and exports say so: its figures lack what comes from there.
   */
  readonly derivedFrom?: readonly string[]
  /** Who answers for the definition; the plugin's title when left out. */
  readonly owner?: string
  /** Raised whenever the formula changes. Starts at 1. */
  readonly version?: number
  /** `needs-source`: declared, but no SQL yet; another package may supply it. */
  readonly status?: 'live' | 'needs-source'
}

/** Declares a metric. */
export function metric<const M extends MetricSpec>(spec: M): M {
  return freeze(spec)
}

import type { SqlBool } from 'kysely'
import type { Fact, On } from './fact.ts'
import type { Days } from './measures.ts'

type Column<Row> = Extract<keyof Row, string>

/** Rows that end a chain when they stand between two of its steps. */
export interface FunnelExclusion<Row = never> {
  readonly where: On<Row, SqlBool>
  /** Between this step (1-based) and the next; between all steps when left out. */
  readonly after?: number
}

/** One step of an ordered funnel. */
export interface FunnelStage<Row = never> {
  readonly title: string
  readonly where: On<Row, SqlBool>
  /** Time from the step before it, within which it happens; what happens when it is over is too late. */
  readonly within?: Days
}

/** Which row of a chain gives the value of a dimension that is not held: the first, the last, or that of one step. */
export type FunnelBreakdown = 'first' | 'last' | { readonly step: number }

/** An ordered funnel as it was declared. */
export interface Funnel {
  readonly fact: Fact
  /** Column that identifies who moves through the funnel. */
  readonly actor: string
  /** Time from the first step, within which all later ones happen: declared, or the sum of the steps' own windows. */
  readonly window: Days
  readonly steps: readonly FunnelStage[]
  readonly exclude: readonly FunnelExclusion[]
  /** Dimensions that must be equal along a chain when the answer is broken down by them. */
  readonly holding: readonly string[]
  readonly breakdown: FunnelBreakdown
}

/** How many reached a step. */
export interface FunnelStep {
  readonly kind: 'funnel_step'
  readonly funnel: Funnel
  /** 1-based. */
  readonly step: number
  /** Actors once each, or every row of step 1 as an entry of its own. */
  readonly count: 'actors' | 'entries'
}

/** How long reaching a step took, in seconds. */
export interface FunnelTime {
  readonly kind: 'funnel_time'
  readonly funnel: Funnel
  readonly step: number
  readonly fraction: number
}

/** Actors who may still get on: not at the last step yet, and the window of their latest entry is not over. */
export interface FunnelOpen {
  readonly kind: 'funnel_open'
  readonly funnel: Funnel
}

/** What `steps`, `time` and `open` of a funnel measure. */
export type FunnelMeasure = FunnelStep | FunnelTime | FunnelOpen

/** What a funnel may be asked. */
export interface FunnelMeasures {
  /**
   * Actors who reached step n (1-based); with `entries` the rows of step 1 from which step n was reached, each row an
   * entry of its own.
   */
  readonly step: (n: number, options?: { readonly count?: 'actors' | 'entries' }) => FunnelStep
  /**
   * Median (or another `fraction`) of the seconds from the latest valid start to step n: of each actor the shortest way
   * there, one duration per actor, bucket and group. Unknown where nobody reached the step.
   */
  readonly time: (n: number, options?: { readonly fraction?: number }) => FunnelTime
  /**
   * Actors still on the way: they have not reached the last step and the window of their latest entry is not over. Of those
   * who entered, the others are at the last step or lost.
   */
  readonly open: () => FunnelOpen
}

/** What `funnel` takes. */
export interface FunnelSpec<Row> {
  readonly fact: Fact<Row>
  readonly actor: Column<Row>
  /** Time from the first step, within which all later ones happen. May be left out when every later step has `within`. */
  readonly window?: Days
  readonly steps: readonly FunnelStage<Row>[]
  /**
   * Rows that end a chain when they are later than one of its steps and earlier than the next; a later start may succeed. A row
   * that is itself one of the two steps does not exclude.
   */
  readonly exclude?: readonly FunnelExclusion<Row>[]
  readonly holding?: readonly string[]
  /** Row that gives other dimensions their value: `first` entry when left out. Of `last` and `step`, the row that first got there. */
  readonly breakdown?: FunnelBreakdown
}

function wrong(fact: string, why: string): never {
  throw new Error(`the funnel over fact '${fact}' ${why}`)
}

function totalWindow<Row>({ fact, window, steps }: FunnelSpec<Row>): Days {
  if (window) return window
  const own = steps.slice(1).map((step) => step.within?.days)
  if (own.length === 0 || own.includes(undefined)) {
    wrong(fact.name, "has no end; give it 'window', or 'within' to every step after the first")
  }
  return { days: own.reduce<number>((sum, days) => sum + (days ?? 0), 0) }
}

function checked<Row>(spec: FunnelSpec<Row>): Funnel {
  const { fact, steps, exclude = [], breakdown = 'first', holding = [] } = spec
  const count = steps.length
  const [first] = steps
  if (!first) wrong(fact.name, 'has no steps; give it at least one')
  if (first.within) wrong(fact.name, "gives step 1 'within', but no step comes before it; leave it out")
  const gap = exclude.find(
    ({ after }) => after !== undefined && !(Number.isInteger(after) && after >= 1 && after < count),
  )
  if (gap) wrong(fact.name, `excludes rows after step ${gap.after}; 'after' names a step from 1 to ${count - 1}`)
  if (typeof breakdown === 'object') inSteps(fact.name, breakdown.step, count)
  return Object.freeze({ ...spec, window: totalWindow(spec), exclude, breakdown, holding }) as unknown as Funnel
}

function inSteps(fact: string, step: number, count: number): number {
  if (Number.isInteger(step) && step >= 1 && step <= count) return step
  return wrong(fact, `has steps 1 to ${count}; there is no step ${step}`)
}

/**
 * An ordered funnel: who did step 1 in the bucket, and how far they came within the windows, each step no earlier than the one
 * before it, rows of one moment in the order of the steps, no row serving two steps. Throws when the declaration contradicts
 * itself.
 */
export function funnel<Row>(spec: FunnelSpec<Row>): FunnelMeasures {
  const shared = checked(spec)
  const { name } = spec.fact
  const at = (n: number) => inSteps(name, n, shared.steps.length)
  return {
    step: (n, { count = 'actors' } = {}) => {
      if (count === 'entries' && shared.breakdown !== 'first') {
        wrong(name, "counts entries, which are broken down by their own row; declare it with breakdown 'first'")
      }
      return Object.freeze({ kind: 'funnel_step', funnel: shared, step: at(n), count })
    },
    time: (n, { fraction = 0.5 } = {}) => {
      if (!(fraction >= 0 && fraction <= 1)) wrong(name, `has no fraction ${fraction}; it lies between 0 and 1`)
      return Object.freeze({ kind: 'funnel_time', funnel: shared, step: at(n), fraction })
    },
    open: () => Object.freeze({ kind: 'funnel_open', funnel: shared }),
  }
}

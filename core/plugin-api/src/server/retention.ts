import type { SqlBool } from 'kysely'
import { periodDimension } from '../period.ts'
import type { Fact, On } from './fact.ts'
import { ratio, type Ratio } from './metric-source.ts'

type Column<Row> = Extract<keyof Row, string>

/** Of the dimensions a metric lists, those every query of it has to name: a matrix of a retention goes by its periods. */
export function alwaysBy(dimensions: readonly string[]): string[] {
  return dimensions.filter((id) => id === periodDimension)
}

/** Most periods, from 0 on, one retention may have. */
export const maxPeriods = 400

/** First and last period of a bracket, both included. */
export type Bracket = readonly [from: number, to: number]

/** A retention as it was declared. */
export interface Retention {
  readonly actor: string
  readonly start: On<never, SqlBool>
  readonly back: On<never, SqlBool>
  readonly unit: 'day' | 'week' | 'month'
  readonly mode: 'exact' | 'unbounded' | 'bracket'
  readonly cohort: 'first_ever' | 'first_in_range'
  readonly startIsBack: boolean
  /** By number: the periods in which a return counts. `to` is null where any later one does too. */
  readonly periods: readonly { readonly from: number; readonly to: number | null }[]
}

/** Actors of cohorts, or those of them who came back. Only actors whose period is over count in either. */
export interface RetentionCount {
  readonly kind: 'retention'
  readonly fact: Fact
  readonly retention: Retention
  /** One period for every row of the answer, or a row for each: the dimension `core.period`. */
  readonly period: number | 'each'
  readonly part: 'cohort' | 'returned'
}

/** What a retention may be asked. */
export interface RetentionMeasures {
  /** Share of actors who came back in period n, over all actors whose period n is over. */
  readonly at: (n: number) => Ratio
  /** The share for each period; a query of it names the dimension `core.period`. */
  readonly matrix: () => Ratio
}

/** What `retention` takes. */
export interface RetentionSpec<Row> {
  readonly fact: Fact<Row>
  /** Column that identifies who comes back. */
  readonly actor: Column<Row>
  /** Rows that may begin: an actor belongs to the cohort of the first one. */
  readonly start: On<Row, SqlBool>
  /** Rows that mean coming back. */
  readonly back: On<Row, SqlBool>
  /** Periods are calendar units of the request's zone and week start; period 0 is the unit of the start row. */
  readonly unit: 'day' | 'week' | 'month'
  /** `exact`: came back in period n. `unbounded`: in n or later, until now. `bracket`: in a period of bracket n. */
  readonly mode?: 'exact' | 'unbounded' | 'bracket'
  /** Of mode `bracket`: first and last period of each; the bracket's place is its number. */
  readonly brackets?: readonly Bracket[]
  /** Of the other modes: the last period. */
  readonly periods?: number
  /** Whether the first start counts ever, or within the queried range. */
  readonly cohort?: 'first_ever' | 'first_in_range'
  /**
   * A start row that is a `back` row too counts as coming back, as do others of its moment: where every start is one, period 0 holds
   * all of the cohort. Without it, period 0 holds those who came again in the same unit.
   */
  readonly startIsBack?: boolean
}

function wrong(fact: string, why: string): never {
  throw new Error(`the retention over fact '${fact}' ${why}`)
}

const isPeriod = (n: number | undefined): n is number =>
  n !== undefined && Number.isInteger(n) && n >= 0 && n < maxPeriods

function periodsOf<Row>({ fact, mode = 'exact', brackets, periods }: RetentionSpec<Row>): Retention['periods'] {
  if (mode === 'bracket') {
    if (!brackets || brackets.length === 0) wrong(fact.name, "has mode 'bracket' and no brackets; list them")
    const odd = brackets.find(([from, to]) => !isPeriod(from) || !isPeriod(to) || from > to)
    if (odd)
      wrong(
        fact.name,
        `has a bracket from ${odd[0]} to ${odd[1]}; both are periods from 0 to ${maxPeriods - 1} in order`,
      )
    return brackets.map(([from, to]) => ({ from, to }))
  }
  if (brackets) wrong(fact.name, `has brackets and mode '${mode}'; set mode to 'bracket' or leave them out`)
  if (!isPeriod(periods)) wrong(fact.name, `needs 'periods', the last one shown, from 0 to ${maxPeriods - 1}`)
  return Array.from({ length: periods + 1 }, (_, n) => ({ from: n, to: mode === 'exact' ? n : null }))
}

/**
 * Retention: actors are put into cohorts by their first start row, and counted as back by a `back` row at a later time
 * (one of the same moment is none, unless `startIsBack` says so). Actors whose period is not over count neither above nor below, so unfinished
 * periods are missing, not 0. Dimensions and filters are those of the start row. Throws when the declaration is incomplete.
 */
export function retention<Row>(spec: RetentionSpec<Row>): RetentionMeasures {
  const { fact, actor, start, back, unit, mode = 'exact', cohort = 'first_ever', startIsBack = false } = spec
  const periods = periodsOf(spec)
  const shared = Object.freeze({ actor, start, back, unit, mode, cohort, startIsBack, periods }) as unknown as Retention
  const share = (period: number | 'each') => {
    const part = (name: RetentionCount['part']): RetentionCount =>
      Object.freeze({ kind: 'retention', fact: fact as Fact, retention: shared, period, part: name })
    return ratio(part('returned'), part('cohort'))
  }
  return {
    at: (n) =>
      periods[n] ? share(n) : wrong(fact.name, `has periods 0 to ${periods.length - 1}; there is no period ${n}`),
    matrix: () => share('each'),
  }
}

import { sql, type RawBuilder } from 'kysely'
import { factOf, type Aggregate, type DrillColumn, type Fact } from '@tessera/plugin-api/server'
import { declaredValue } from './readable.ts'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import type { Period } from './bucket-sql.ts'
import { dimensionColumn, type Leaf, type LeafContext } from './leaf.ts'

/** A column of rows: how a reader finds it, and whether it tells who a person is. */
export interface RowField {
  readonly name: string
  readonly title: string
  readonly type: 'text' | 'number' | 'instant' | 'date'
  readonly pii: boolean
}

/** Where a number stands: its own bucket as `period`, and that bucket among those its answer has. */
export interface CellContext extends LeafContext {
  /** All buckets of the number's range: what came before a bucket may tell what counts in it. */
  readonly buckets: Period
  /** Which of them the number stands in, from 1. */
  readonly ordinal: number
}

/** The rows one number is computed from, one by one: what a kind gives to be drilled into. */
export interface RowsBehind {
  /** Selects `_ts`, `d1` …, `_k1` … (telling rows apart), `_value` where there is one, `_x1` … for the details. */
  readonly sql: RawBuilder<unknown>
  /** What dates a row, where that is not the time of the fact. */
  readonly time?: { readonly name: string; readonly title: string }
  readonly keys: readonly RowField[]
  readonly value: RowField | null
  readonly details: readonly RowField[]
}

/** Whether a column of a fact tells who a person is: a user's id, a key of an entity of people, or flagged where it is shown. */
export function isPersonal(fact: Fact, column: string): boolean {
  const flagged = (fact.drill ?? []).some((shown) => typeof shown === 'object' && shown.column === column && shown.pii)
  const joined = (fact.joins ?? []).some(({ entity, on }) => on === column && entity.pii === true)
  return column === 'user_id' || joined || flagged
}

const drillColumn = (shown: string | DrillColumn<never>): DrillColumn<never> =>
  typeof shown === 'string' ? { column: shown as never } : shown

/** Where a row that lasts began and ended, beside the time it is dated by. */
function intervalColumns({ interval, time }: Fact): DrillColumn<never>[] {
  const columns = interval ? [interval.start, interval.end] : []
  const type = time.type === 'instant' ? ('instant' as const) : ('text' as const)
  return columns.filter((column) => column !== time.column).map((column) => ({ column: column as never, type }))
}

/** Key and details of a fact's rows, with the select list that reads them. */
export function factFields(fact: Fact) {
  const field = (column: string, rest: Partial<RowField> = {}): RowField => {
    return { name: column, title: column, type: 'text', pii: isPersonal(fact, column), ...rest }
  }
  const shown = [...intervalColumns(fact), ...(fact.drill ?? []).map(drillColumn)]
  const keys = fact.key.map((column) => field(column))
  const details = shown.map(({ column, title = column, type = 'text' }) => field(column, { title, type }))
  const keySelects = keys.map(({ name }, index) => sql`${sql.ref(name)} as ${sql.ref(`_k${index + 1}`)}`)
  const selects = details.map(({ name }, index) => sql`${sql.ref(name)} as ${sql.ref(`_x${index + 1}`)}`)
  return { keys, details, keySelects, selects }
}

/** The value an aggregate takes from each row; values counted by being different are shown as text. */
export function valueField(source: Aggregate, fact: Fact): RowField | null {
  if (source.value === undefined) return null
  const value = declaredValue(source.value)
  const name = typeof value === 'string' ? value : 'value'
  const counted = source.kind === 'distinct'
  // why: an expression may hide whose it is, and what is counted by being different is mostly a person
  const pii = typeof value === 'string' ? isPersonal(fact, value) : counted
  return { name, title: name, type: counted ? 'text' : 'number', pii }
}

/** Key of rows that stand for an actor or entity: the column that identifies it. */
export function actorField(fact: Fact, column: string): RowField {
  return { name: column, title: column, type: 'text', pii: isPersonal(fact, column) }
}

/** A further time of the fact beside the one a row is dated by. */
export function timeField(fact: Fact, name: string): RowField {
  const type = fact.time.type === 'instant' ? 'instant' : 'date'
  return { name, title: name.replaceAll('_', ' '), type, pii: false }
}

/** Names of the dimensions' columns. */
export function dimensionRefs({ query }: LeafContext): RawBuilder<unknown>[] {
  return query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
}

/** A leaf of one measure. */
export const leafOf = (measure: PlannedMeasure): Leaf => ({
  fact: factOf(measure.source),
  plugin: measure.plugin,
  measures: [measure],
})

import { sql, type RawBuilder } from 'kysely'
import type { LeafSource } from '@tessera/plugin-api/wire'
import { answerColumns, type AnswerColumn } from '../resolve/answer-columns.ts'
import type { GroupSet, PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import { sampleFormula } from '../resolve/sample-formula.ts'
import type { Period } from './bucket-sql.ts'
import { compileLeaves } from './compile-leaves.ts'
import { filterSql } from './filter-sql.ts'
import { filled, type Lives } from './fill.ts'
import { formulaSql } from './formula-sql.ts'
import { setColumn, setNumber } from './grouping.ts'
import { keptSql } from './kept-sql.ts'
import { isUnreadable, numbersOf } from './readable.ts'
import { dimensionColumn, measureColumn } from './leaf.ts'
import { groupColumns, mergeSql } from './merge.ts'
import { afterSql, orderKeys, orderSql } from './order-sql.ts'
import { periodsOf } from './periods.ts'
import { valueSql } from './value-sql.ts'

/** Most rows an answer without `limit` may have. */
export const maxRows = 50_000

export interface Statement {
  /**
   * Selects `ordinal`, `_set` where the query has several sets, `d1` …, `c1` … one per answer column but targets, and `odd` where
   * numbers are taken from rows: a row of odd ones stands first, whatever conditions and limits there are.
   */
  readonly sql: RawBuilder<Record<string, unknown>>
  readonly columns: readonly AnswerColumn[]
  /** Where each leaf reads, in order. */
  readonly sources: readonly LeafSource[]
  /** One row more than may be shown, to tell that there are more. */
  readonly rowLimit: number
}

function columnSql(column: AnswerColumn, query: ResolvedQuery, lives: Lives): RawBuilder<unknown> {
  const period = periodsOf(query)[column.comparison === null ? 0 : column.comparison + 1] as Period
  const { formula, margin } = query.metrics[column.metric] as ResolvedQuery['metrics'][number]
  const besides = { sample: sampleFormula(formula), margin }
  const shown = (column.role === 'sample' || column.role === 'margin' ? besides[column.role] : null) ?? formula
  return formulaSql(shown, query, (measure: PlannedMeasure) => filled(measure, period, { query, lives }))
}

/** The limit counts rows; totals stand before them and come on top. */
function limitSql(query: ResolvedQuery, rowLimit: number): RawBuilder<unknown> {
  if (!query.sets) return sql`${sql.lit(rowLimit)}`
  const totals = sql`(select count(*) from answer where ${sql.ref(setColumn)} <> 0)`
  return sql`${sql.lit(rowLimit)} + least(${totals}, ${sql.lit(maxRows + 1)})`
}

/** Conditions on the finished answer. They come after shares are taken, so that a share is of the whole all the same. */
function answerConditions(query: ResolvedQuery, columns: readonly AnswerColumn[]): RawBuilder<unknown>[] {
  const { having, kept, after } = query
  const index = query.dimensions.findIndex((dimension) => dimension.id === kept?.dimension)
  // why: totals are of all groups, whether their rows are shown or not
  const orTotal = (condition: RawBuilder<unknown>, sets: readonly GroupSet[]) => {
    const numbers = sets.map((set) => sql.lit(setNumber(set, query.dimensions.length)))
    return numbers.length === 0 ? condition : sql`(${sql.ref(setColumn)} in (${sql.join(numbers)}) or ${condition})`
  }
  const sets = query.sets ?? []
  const totals = sets.filter((set) => set.length < query.dimensions.length)
  const without = sets.filter((set) => !set.includes(index))
  const type = query.dimensions[index]?.type ?? 'text'
  const result = (member: string) => ({ expression: valueSql(member, columns), type: 'number' as const })
  return [
    ...(having ? [orTotal(filterSql(having, result), totals)] : []),
    ...(after ? [orTotal(afterSql(orderKeys(query, columns), after), totals)] : []),
    ...(kept && !kept.other && index >= 0
      ? [orTotal(keptSql({ expression: sql`${sql.ref(dimensionColumn(index))}`, type }, kept), without)]
      : []),
  ]
}

/** Whether a row holds what was made of values that cannot be read; null when the query takes no numbers from rows. */
function oddSql(query: ResolvedQuery): RawBuilder<unknown> | null {
  if (query.careful) return null
  const taken = query.measures.filter(({ source, isGroups }) => !isGroups && numbersOf(source) !== null)
  const names = periodsOf(query).flatMap((period) =>
    taken.map((measure) => sql`${sql.ref(measureColumn(measure, period))}`),
  )
  return names.length > 0 ? sql`(${sql.join(names.map(isUnreadable), sql` or `)}) is true` : null
}

/** Compiles a resolved query to one statement. */
export function compileStatement(query: ResolvedQuery, tenantId: string, lives: Lives): Statement {
  const leaves = compileLeaves(query, tenantId)
  const columns = answerColumns(query)
  // why: targets are known without asking the database
  const values = columns.flatMap((column, index) =>
    column.role === 'target' ? [] : [sql`${columnSql(column, query, lives)} as ${sql.ref(`c${index + 1}`)}`],
  )
  const conditions = answerConditions(query, columns)
  const odd = oddSql(query)
  const shown = conditions.length > 0 && odd ? [sql`(${sql.join(conditions, sql` and `)} or odd)`] : conditions
  const where = shown.length > 0 ? sql`\nwhere ${sql.join(shown, sql` and `)}` : sql``
  const keys = orderKeys(query, columns)
  const computed = keys.filter(({ isComputed }) => isComputed)
  const further = computed.map(({ column, expression }) => sql`, ${expression} as ${sql.ref(column)}`)
  const rowLimit = (query.limit ?? maxRows) + 1
  const statement = sql<Record<string, unknown>>`with ${mergeSql(query, leaves)},
answer as (
  select ${sql.join([sql.ref('ordinal'), ...groupColumns(query), ...values, ...(odd ? [sql`${odd} as odd`] : [])])}
  from merged
)
select *${sql.join(further, sql``)} from answer${where}
order by ${odd ? sql`odd desc, ` : sql``}${orderSql(query, keys)}
limit ${limitSql(query, rowLimit)}`
  return { sql: statement, columns, rowLimit, sources: leaves.map(({ source }) => source) }
}

import { sql, type RawBuilder } from 'kysely'
import type { PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Period } from './bucket-sql.ts'
import { filterSql } from './filter-sql.ts'
import { filled, type Lives } from './fill.ts'
import { formulaSql, sampleFormula } from './formula-sql.ts'
import { groupLeaves, leafSql } from './group-leaves.ts'
import { keptSql } from './kept-sql.ts'
import { dimensionColumn } from './leaf.ts'
import { mergeSql, type CompiledLeaf } from './merge.ts'
import { periodsOf } from './periods.ts'

/** Most rows an answer without `limit` may have. */
export const maxRows = 50_000

/** One value column of the answer, in order: the metric itself, one of its comparisons, or its sample size. */
export interface AnswerColumn {
  readonly name: string
  readonly role: 'metric' | 'comparison' | 'sample'
  readonly metric: number
  /** Index into the query's comparisons. */
  readonly comparison: number | null
}

export interface Statement {
  /** Selects `ordinal`, `d1` …, `c1` … one per answer column. */
  readonly sql: RawBuilder<Record<string, unknown>>
  readonly columns: readonly AnswerColumn[]
  /** One row more than may be shown, to tell that there are more. */
  readonly rowLimit: number
}

function answerColumns(query: ResolvedQuery): AnswerColumn[] {
  return query.metrics.flatMap(({ name, formula }, metric) => {
    const compared = query.time.comparisons.map(({ key }, comparison) => ({
      name: `${name}:${key}`,
      role: 'comparison' as const,
      metric,
      comparison,
    }))
    const sample =
      query.samples && sampleFormula(formula)
        ? [{ name: `${name}:n`, role: 'sample' as const, metric, comparison: null }]
        : []
    return [{ name, role: 'metric' as const, metric, comparison: null }, ...compared, ...sample]
  })
}

function valueSql(column: AnswerColumn, query: ResolvedQuery, lives: Lives): RawBuilder<unknown> {
  const period = periodsOf(query)[column.comparison === null ? 0 : column.comparison + 1] as Period
  const { formula } = query.metrics[column.metric] as ResolvedQuery['metrics'][number]
  const shown = column.role === 'sample' ? (sampleFormula(formula) ?? formula) : formula
  return formulaSql(shown, query, (measure: PlannedMeasure) => filled(measure, period, { query, lives }))
}

function orderSql(query: ResolvedQuery, columns: readonly AnswerColumn[]): RawBuilder<unknown> {
  const dimension = (index: number) => {
    const name = sql.ref(dimensionColumn(index))
    return query.dimensions[index]?.type === 'text' ? sql`${name} collate "C"` : name
  }
  const keySql = (key: string): RawBuilder<unknown> => {
    if (key === 'time') return sql.ref('ordinal')
    const index = query.dimensions.findIndex((d) => d.id === key)
    return index >= 0 ? dimension(index) : sql.ref(`c${columns.findIndex((c) => c.name === key) + 1}`)
  }
  const asked = query.order.map(({ key, dir }) => sql`${keySql(key)} ${sql.raw(dir)} nulls last`)
  const usual = query.time.grain === null && asked.length === 0 ? [sql`c1 desc nulls last`] : []
  const ties = [sql`ordinal`, ...query.dimensions.map((_, index) => sql`${dimension(index)} nulls last`)]
  return sql.join([...asked, ...usual, ...ties])
}

/** Conditions on the finished answer. They come after shares are taken, so that a share is of the whole all the same. */
function answerConditions(query: ResolvedQuery, columns: readonly AnswerColumn[]): RawBuilder<unknown>[] {
  const { having, kept } = query
  const column = (member: string) => sql.ref(`c${columns.findIndex((c) => c.name === member) + 1}`)
  const index = query.dimensions.findIndex((dimension) => dimension.id === kept?.dimension)
  return [
    ...(having ? [filterSql(having, (member) => ({ expression: sql`${column(member)}`, type: 'number' }))] : []),
    ...(kept && !kept.other ? [keptSql(sql`${sql.ref(dimensionColumn(index))}`, kept)] : []),
  ]
}

/** Compiles a resolved query to one statement. */
export function compileStatement(query: ResolvedQuery, tenantId: string, lives: Lives): Statement {
  const leaves = groupLeaves(query.measures)
  const compiled: CompiledLeaf[] = periodsOf(query).flatMap((period) =>
    leaves.flatMap((leaf, index) => {
      const select = leafSql(leaf, { query, tenantId, period })
      return select ? [{ name: `leaf${index + 1}${period.suffix}`, select, measures: leaf.measures, period }] : []
    }),
  )
  const columns = answerColumns(query)
  const dimensions = query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const values = columns.map((column, index) => sql`${valueSql(column, query, lives)} as ${sql.ref(`c${index + 1}`)}`)
  const conditions = answerConditions(query, columns)
  const where = conditions.length > 0 ? sql`\nwhere ${sql.join(conditions, sql` and `)}` : sql``
  const rowLimit = (query.limit ?? maxRows) + 1
  const statement = sql<Record<string, unknown>>`with ${mergeSql(query, compiled)},
answer as (
  select ${sql.join([sql.ref('ordinal'), ...dimensions, ...values])}
  from merged
)
select * from answer${where}
order by ${orderSql(query, columns)}
limit ${sql.lit(rowLimit)}`
  return { sql: statement, columns, rowLimit }
}

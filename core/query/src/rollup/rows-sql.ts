import { sql, type RawBuilder } from 'kysely'
import { isSketch, type Aggregate, type Bounds, type Fact } from '@tessera/plugin-api/server'
import { aggregateSql } from '../compile/aggregate-sql.ts'
import { timeType } from '../compile/bucket-sql.ts'
import { columnOrExpression, tableOf } from '../compile/fact-columns.ts'
import { all, tenantParameter } from '../compile/leaf.ts'
import { sketchSql } from '../compile/sketch-sql.ts'
import type { BucketGrid } from './bucket-grid.ts'
import { partColumn, type RollupDefinition, type StoredMoment } from '../rollup-definition.ts'
import type { TimeSpan } from '../time/time-spans.ts'
import { withinSql } from './within-sql.ts'

/** Most stretches one statement names; more are taken as one. */
const mostStretches = 64

/** Callbacks of a rollup never use bounds; these only fill the parameter. */
const unused: Bounds = { tenant: sql`null::uuid`, from: sql`null::timestamptz`, to: sql`null::timestamptz` }

const expression = (value: Parameters<typeof columnOrExpression>[0]) => sql`${columnOrExpression(value, unused)}`
const conditionOf = ({ where }: Pick<Aggregate, 'where'>) => (where ? sql`(${expression(where)})` : null)

/** Columns that stand beside tenant and bucket, keys first. */
export function keyColumns(definition: RollupDefinition): string[] {
  const { dimensions, entity, isSketch: parted } = definition
  const more = [...(entity === null ? [] : [entity]), ...(parted ? [partColumn] : [])]
  return ['tenant_id', 'bucket', ...dimensions.map(({ column }) => column), ...more]
}

/** Columns that hold measures and moments, in order. */
export function measureColumns({ measures, moments }: RollupDefinition): string[] {
  const columns = new Set([...measures.values()].flatMap(({ column }) => column ?? []))
  return [...columns, ...[...moments.values()].flatMap((moment) => moment.columns)]
}

function measureSelects(definition: RollupDefinition): RawBuilder<unknown>[] {
  const written = new Set<string>()
  return [...definition.measures.values()].flatMap(({ aggregate, column }) => {
    if (column === null || written.has(column)) return []
    written.add(column)
    if (isSketch(aggregate)) {
      return [sql`${sketchSql(aggregate).kept(expression(aggregate.value))} as ${sql.ref(column)}`]
    }
    const condition = conditionOf(aggregate)
    if (definition.entity !== null) return [sql`coalesce(bool_or(${condition}), false) as ${sql.ref(column)}`]
    const filter = condition ? sql` filter (where ${condition})` : sql``
    return [sql`${aggregateSql(aggregate, unused)}${filter} as ${sql.ref(column)}`]
  })
}

/** Time and key of the first row of a group that meets the condition, or the time of the last one. */
function momentSelects({ fact }: RollupDefinition, { which, where, columns }: StoredMoment): RawBuilder<unknown>[] {
  const filter = sql`filter (where (${expression(where)}))`
  if (which === 'last') return [sql`max(${sql.ref(fact.time.column)}) ${filter} as ${sql.ref(columns[0])}`]
  const parts = [fact.time.column, ...fact.key].map((name) => sql.ref(name))
  return parts.map((part, index) => {
    const picked = sql`(array_agg(${part} order by ${sql.join(parts)}) ${filter})[1]`
    return sql`${picked} as ${sql.ref(columns[index] ?? '')}`
  })
}

interface Rows {
  readonly bucket: RawBuilder<unknown>
  readonly where: readonly RawBuilder<unknown>[]
}

/** The rows of a rollup, computed from the rows of its fact. */
function rowsSql(definition: RollupDefinition, { bucket, where }: Rows): RawBuilder<unknown> {
  const { fact, dimensions, entity } = definition
  const measures = [...definition.measures.values()]
  const moments = [...definition.moments.values()]
  const conditions = [...measures.map(({ aggregate }) => aggregate), ...moments].map(conditionOf)
  // why: rows no measure counts would only make groups that nobody has
  const narrowing = conditions.every((condition) => condition !== null)
    ? [sql`(${sql.join(conditions, sql` or `)})`]
    : []
  const keys = [
    sql`tenant_id`,
    sql`${bucket} as bucket`,
    ...dimensions.map(({ column, value }) => sql`${expression(value)} as ${sql.ref(column)}`),
    ...(entity === null ? [] : [sql`${sql.ref(entity)}`]),
    ...measures.flatMap(({ aggregate }) =>
      isSketch(aggregate)
        ? [sql`${sketchSql(aggregate).part(expression(aggregate.value))} as ${sql.ref(partColumn)}`]
        : [],
    ),
  ]
  const condition = [...where, ...(fact.where ? [sql`(${expression(fact.where)})`] : []), ...narrowing]
  const kept = [...measureSelects(definition), ...moments.flatMap((moment) => momentSelects(definition, moment))]
  const rows = sql`select ${sql.join([...keys, ...kept])}
  from ${tableOf(fact.table)}
  where ${all(condition)}
  group by ${sql.join(keys.map((_, index) => sql.lit(index + 1)))}`
  const sketch = measures.map(({ aggregate }) => aggregate).find(isSketch)
  if (!sketch) return rows
  const groups = keyColumns(definition).filter((column) => column !== partColumn)
  return sketchSql(sketch).packed(rows, sql.join(groups.map((column) => sql.ref(column))))
}

const timeOf = (fact: Fact) => sql`${sql.ref(fact.time.column)}`

/** Statements that create the empty table of a rollup, typed by what will be put into it. */
export function tableStatements(definition: RollupDefinition): RawBuilder<unknown>[] {
  const { fact, table, name } = definition
  const rows = rowsSql(definition, { bucket: sql`${timeOf(fact)}::${timeType(fact)}`, where: [] })
  const keys = sql.join(keyColumns(definition).map((column) => sql.ref(column)))
  return [
    sql`create table ${sql.table(table)} as ${rows} with no data`,
    sql`alter table ${sql.table(table)} alter column tenant_id set not null, alter column bucket set not null`,
    sql`create unique index ${sql.ref(`${name}_key`)} on ${sql.table(table)} (${keys}) nulls not distinct`,
    sql`comment on table ${sql.table(table)} is ${sql.lit(`tessera rollup ${definition.id} ${definition.hash}`)}`,
  ]
}

function bucketSql(
  { grain, fact }: RollupDefinition,
  grid: BucketGrid,
  spans: readonly TimeSpan[],
): RawBuilder<unknown> {
  const time = timeOf(fact)
  if (fact.time.type === 'local_date') return time
  if (grain === 'quarter_hour') return sql`date_bin('15 minutes', ${time}, '2000-01-01T00:00:00Z'::timestamptz)`
  const starts = grid.starts(spans[0]?.from ?? 0, spans.at(-1)?.to ?? 0).map(grid.text)
  return sql`(${starts}::timestamptz[])[width_bucket(${time}, ${starts}::timestamptz[])]`
}

/** What to do with the buckets of one tenant. */
export interface Buckets {
  readonly tenantId: string
  readonly grid: BucketGrid
  /** Spans of whole buckets, in order. */
  readonly spans: readonly TimeSpan[]
}

function covering(spans: readonly TimeSpan[]): readonly TimeSpan[] {
  const [first] = spans
  const last = spans.at(-1)
  return first && last && spans.length > mostStretches ? [{ from: first.from, to: last.to }] : spans
}

const textsOf = ({ spans, grid }: Buckets) =>
  covering(spans).map(({ from, to }) => ({ from: grid.text(from), to: grid.text(to) }))

/** The rows a rollup should have in some buckets. */
export function expectedRows(definition: RollupDefinition, buckets: Buckets): RawBuilder<unknown> {
  const { fact } = definition
  const where = [
    sql`tenant_id = ${tenantParameter(buckets.tenantId)}`,
    ...withinSql(timeOf(fact), textsOf(buckets), fact),
  ]
  return rowsSql(definition, { bucket: bucketSql(definition, buckets.grid, covering(buckets.spans)), where })
}

/** Statements that make some buckets of a rollup anew. */
export function refillStatements(definition: RollupDefinition, buckets: Buckets): RawBuilder<unknown>[] {
  const table = sql.table(definition.table)
  const within = withinSql(sql`bucket`, textsOf(buckets), definition.fact)
  const columns = sql.join([...keyColumns(definition), ...measureColumns(definition)].map((column) => sql.ref(column)))
  return [
    sql`delete from ${table} where ${all([sql`tenant_id = ${tenantParameter(buckets.tenantId)}`, ...within])}`,
    sql`insert into ${table} (${columns})
  ${expectedRows(definition, buckets)}`,
  ]
}

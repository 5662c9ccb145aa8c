import type { Kysely } from 'kysely'
import type { Cell, MetricQuery } from '@tessera/plugin-api/wire'
import { compileStatement } from '../compile/statement.ts'
import { addGroups } from '../resolve/add-groups.ts'
import { answerColumns } from '../resolve/answer-columns.ts'
import { countsRest } from '../resolve/check-top.ts'
import { measuresOf } from '../resolve/measures-of.ts'
import type { Kept, ResolvedQuery } from '../resolve/resolved-query.ts'
import { evenRows } from './odd-values.ts'
import { readLives } from './read-lives.ts'
import { statementsOn } from './statements.ts'

/** The query whose answer ranks the values of `top.dimension`: one total of `top.by` over the whole range. */
function rankingOf(query: ResolvedQuery, top: NonNullable<MetricQuery['top']>): ResolvedQuery {
  const time = query.whole ?? query.time
  const column = answerColumns(query).find(({ name }) => name === top.by || top.by.startsWith(`${name}:change`))
  const metrics = query.metrics.filter((_, index) => index === column?.metric)
  return {
    ...query,
    metrics,
    measures: addGroups(
      metrics.flatMap((metric) => measuresOf(metric.formula)),
      1,
    ),
    dimensions: query.dimensions.filter((dimension) => dimension.id === top.dimension),
    time: column?.role === 'comparison' ? time : { ...time, comparisons: [] },
    having: null,
    samples: column?.role === 'sample',
    targets: false,
    order: [{ key: top.by, dir: top.dir ?? 'desc' }],
    limit: top.n,
    after: null,
    sets: null,
    totals: [],
    whole: null,
  }
}

/** Finds the values that `top` keeps, in the transaction of the query itself. */
export async function rankValues(
  db: Kysely<never>,
  query: ResolvedQuery,
  asked: { readonly top: NonNullable<MetricQuery['top']>; readonly tenantId: string },
): Promise<Kept> {
  const { top, tenantId } = asked
  const ranking = rankingOf(query, top)
  const statement = compileStatement(ranking, tenantId, await readLives(statementsOn(db), ranking, tenantId))
  const rows = evenRows((await statement.sql.execute(db)).rows)
  const values = rows.slice(0, top.n).map((row) => {
    const value = (row['d1'] ?? null) as Cell
    return typeof value === 'number' ? String(value) : value
  })
  // why: a statement asks for one row more than its limit, which tells whether there are more
  return { dimension: top.dimension, values, more: rows.length > top.n, other: countsRest(top, query.metrics) }
}

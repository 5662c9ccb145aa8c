import type { Kysely } from 'kysely'
import { ProblemError } from '@tessera/plugin-api'
import type { CellAddress, ExplainedCell, MetricQuery } from '@tessera/plugin-api/wire'
import type { QueryContext } from '../query-context.ts'
import { cellOf } from './cell-of.ts'
import { partsOf } from '../resolve/part-of.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import { readRows } from './read-rows.ts'
import type { CursorSeal } from './seal-cursor.ts'

/** How many rows stand behind one number. A number without rows of its own is explained all the same, with the reason. */
export async function explainCell(
  db: Kysely<never>,
  resolved: ResolvedQuery,
  asked: {
    readonly query: MetricQuery
    readonly at: CellAddress
    readonly context: QueryContext
    readonly seal: CursorSeal
  },
): Promise<ExplainedCell> {
  const { query, at, context, seal } = asked
  const cell = cellOf(resolved, at)
  const parts = partsOf(cell.metric.formula).flatMap(({ path }) => (path === '' ? [] : [path]))
  const found = { at, range: cell.range, parts }
  try {
    const { total } = await readRows(db, resolved, { request: { query, at, limit: 1 }, context, seal })
    return { ...found, rows: total, refused: null }
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'part_unknown') throw error
    return { ...found, rows: null, refused: { code: error.code, detail: error.message } }
  }
}

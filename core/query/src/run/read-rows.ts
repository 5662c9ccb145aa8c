import type { Kysely } from 'kysely'
import { factOf } from '@tessera/plugin-api/server'
import { maskedValue, type Cell, type RowsAnswer, type RowsColumn, type RowsRequest } from '@tessera/plugin-api/wire'
import { rowsBehind } from '../compile/group-leaves.ts'
import { isPersonal, type RowField, type RowsBehind } from '../compile/rows-behind.ts'
import { rowsStatement } from '../compile/rows-statement.ts'
import type { QueryContext } from '../query-context.ts'
import { cellOf, type FoundCell } from './cell-of.ts'
import { fullId } from '../resolve/expand-metric.ts'
import { sentValue } from '../resolve/filter-values.ts'
import { partOf, partsOf, type NumberPart } from '../resolve/part-of.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import type { CursorSeal } from './seal-cursor.ts'

const usualLimit = 100

type Row = Readonly<Record<string, unknown>>
/** A column of the answer with the place of its values in a row of the statement. */
type Placed = RowsColumn & { readonly from: string }

interface Asked {
  readonly request: RowsRequest
  readonly context: QueryContext
  readonly seal: CursorSeal
}

/** A dimension is personal when it is flagged, or when it is nothing but a personal column. */
function dimensionIsPersonal(id: string, { measure }: NumberPart): boolean {
  const fact = factOf(measure.source)
  const own = Object.entries(fact.dimensions ?? {}).find(([name]) => fullId(measure.plugin, name) === id)?.[1]
  return typeof own === 'string' && isPersonal(fact, own)
}

function columnsOf(cell: FoundCell, part: NumberPart, read: { behind: RowsBehind | null; personal: boolean }) {
  const { behind } = read
  const fact = factOf(part.measure.source)
  const masked = (pii: boolean | undefined) => (pii && !read.personal ? { masked: true as const } : {})
  const plain = (field: RowField, role: RowsColumn['role'], from: string): Placed => {
    const { name, title, type, pii } = field
    return { name, role, type, title, ...masked(pii), from }
  }
  const time: Placed = {
    ...(behind?.time ?? { name: fact.time.column, title: fact.time.column }),
    role: 'time',
    type: fact.time.type === 'instant' ? 'instant' : 'date',
    from: 'time',
  }
  const dimensions = cell.query.dimensions.map(({ id, type, title, labels, pii, restOf }, index): Placed => ({
    name: id,
    role: restOf === undefined ? 'dimension' : 'other',
    type,
    title,
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...masked(restOf === undefined && (pii ?? dimensionIsPersonal(id, part))),
    from: `d${index + 1}`,
  }))
  return [
    time,
    ...dimensions,
    ...(behind?.value ? [plain(behind.value, 'value', 'value')] : []),
    ...(behind?.details ?? []).map((field, index) => plain(field, 'detail', `x${index + 1}`)),
    ...(behind?.keys ?? []).map((field, index) => plain(field, 'key', `k${index + 1}`)),
  ]
}

function cellsOf(row: Row, columns: readonly Placed[]): Cell[] {
  return columns.map(({ from, masked, role }) => {
    const own = (row[from] ?? null) as Cell
    const value = role === 'dimension' ? sentValue(own) : own
    return masked && value !== null ? maskedValue : value
  })
}

/** Reads one page of the rows behind a number, in the transaction of the query. `query` has its `top` values ranked. */
export async function readRows(db: Kysely<never>, query: ResolvedQuery, asked: Asked): Promise<RowsAnswer> {
  const begin = performance.now()
  const { request, context, seal } = asked
  const { at, limit = usualLimit } = request
  const { tenant, personal = false } = context
  const cell = cellOf(query, at)
  const part = partOf(cell.metric, at.part)
  const question = { tenant: tenant.id, query: request.query, at }
  const after = request.cursor === undefined ? null : seal.open(request.cursor, question)
  const behind = rowsBehind(part, { ...cell, tenantId: tenant.id })
  const columns = columnsOf(cell, part, { behind, personal })
  const page = { fact: factOf(part.measure.source), dimensions: cell.query.dimensions, values: cell.values }
  const rows = behind ? (await rowsStatement(behind, { ...page, after, limit }).execute(db)).rows : []
  const found = rows.filter((row) => row['time'] !== null)
  const last = found.length > limit ? found[limit - 1] : undefined
  const place = (row: Row) =>
    ['time', ...(behind?.keys ?? []).map((_, n) => `k${n + 1}`)].map((name) => String(row[name]))
  return {
    columns: columns.map(({ from: _, ...column }) => column),
    rows: found.slice(0, limit).map((row) => cellsOf(row, columns)),
    total: Number(rows[0]?.['total'] ?? 0),
    nextCursor: last ? seal.seal(place(last), question) : null,
    meta: {
      range: cell.range,
      timeZone: query.time.calendar.timeZone,
      currency: tenant.currency,
      part: part.path,
      parts: partsOf(cell.metric.formula)
        .map(({ path }) => path)
        .filter((path) => path !== ''),
      durationMs: Math.round((performance.now() - begin) * 10) / 10,
    },
  }
}

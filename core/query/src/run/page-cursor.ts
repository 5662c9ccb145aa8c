import type { Cell, MetricQuery } from '@tessera/plugin-api/wire'
import { canonical } from '../cache/canonical.ts'
import { orderKeys } from '../compile/order-sql.ts'
import type { Statement } from '../compile/statement.ts'
import { queryErrors } from '../errors.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import type { CursorSeal } from './seal-cursor.ts'
import type { Row } from './shape-frame.ts'

/** Where a page begins: after the row with these values, at the moment the first page was asked. */
export interface PageStart {
  readonly after: readonly Cell[]
  readonly now: string
}

/** What a cursor is bound to: the tenant and everything of the question but the page and the clock. */
function questionOf({ cursor: _, limit: __, time, ...rest }: MetricQuery, tenantId: string): unknown {
  const { now: ___, ...pinned } = time ?? {}
  return ['query', tenantId, canonical({ ...rest, time: time ? pinned : null })]
}

/** Reads the cursor of a query; null on the first page. Refuses with `cursor_invalid`. */
export function openPage(query: MetricQuery, tenantId: string, seal: CursorSeal): PageStart | null {
  if (query.cursor === undefined) return null
  if (query.limit === undefined) throw queryErrors('invalid_query', { reason: 'a cursor needs a limit' })
  const [now = '', after = '[]'] = seal.open(query.cursor, questionOf(query, tenantId))
  return { now, after: JSON.parse(after) as Cell[] }
}

interface Page {
  readonly query: ResolvedQuery
  readonly statement: Statement
  readonly rows: readonly Row[]
  readonly asked: MetricQuery
  readonly tenantId: string
}

/** The cursor of the page after these rows; null when they are the last. */
export function nextCursor(page: Page, seal: CursorSeal): string | null {
  const { query, statement, rows, asked, tenantId } = page
  const last = rows.length >= statement.rowLimit ? rows[statement.rowLimit - 2] : undefined
  if (query.limit === null || !last) return null
  // why: JSON has no NaN and no infinity; as text each number is read by the column it is compared with
  const textOf = (value: unknown) => (typeof value === 'number' ? String(value) : (value ?? null))
  const after = orderKeys(query, statement.columns).map(({ column }) => textOf(last[column]))
  return seal.seal([query.time.now.toString(), JSON.stringify(after)], questionOf(asked, tenantId))
}

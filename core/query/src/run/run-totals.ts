import type { Kysely } from 'kysely'
import type { FrameTotal } from '@tessera/plugin-api/wire'
import type { Lives } from '../compile/fill.ts'
import { setColumn, setNumber } from '../compile/grouping.ts'
import { compileStatement, maxRows, type Statement } from '../compile/statement.ts'
import { queryErrors } from '../errors.ts'
import { overRange } from '../resolve/over-range.ts'
import type { ResolvedQuery, TotalSet } from '../resolve/resolved-query.ts'
import { evenRows } from './odd-values.ts'
import { cellsOf, type Row } from './shape-frame.ts'

interface Prepared {
  readonly query: ResolvedQuery
  readonly statement: Statement
  readonly lives: Lives
}

function notTooMany(rows: readonly Row[]): void {
  if (rows.length > maxRows) throw queryErrors('too_many_groups', { what: 'rows of totals', limit: maxRows })
}

function totalOf(set: TotalSet, rows: readonly Row[], of: Parameters<typeof cellsOf>[1]): FrameTotal {
  return { by: set.by, rows: rows.map((row) => cellsOf(row, of)) }
}

/** Takes the totals out of the rows of a query's own statement. */
export function splitTotals(
  { query, statement }: Prepared,
  rows: readonly Row[],
): { readonly rows: readonly Row[]; readonly totals: readonly FrameTotal[] } {
  if (!query.sets) return { rows, totals: [] }
  const numbers = rows.map((row) => Number(row[setColumn]))
  notTooMany(rows.filter((_, index) => numbers[index] !== 0))
  const inPlace = query.totals.filter((set) => set.keepsTime)
  const totals = inPlace.map((set) => {
    const number = setNumber(set.dimensions, query.dimensions.length)
    const own = rows.filter((_, index) => numbers[index] === number)
    return totalOf(set, own, { query, statement })
  })
  return { rows: rows.filter((_, index) => numbers[index] === 0), totals }
}

/** Computes the totals that give up time, in the transaction of the query itself. */
export async function runOverRange(
  db: Kysely<never>,
  { query, lives }: Prepared,
  tenantId: string,
): Promise<readonly FrameTotal[]> {
  const whole = overRange(query)
  if (!whole) return []
  const statement = compileStatement(whole, tenantId, lives)
  const rows = evenRows((await statement.sql.execute(db)).rows)
  notTooMany(rows)
  return query.totals
    .filter((set) => !set.keepsTime)
    .map((set) => {
      const places = set.dimensions.map((index) => whole.dimensions.findIndex((d) => d === query.dimensions[index]))
      const number = setNumber(places, whole.dimensions.length)
      const own = whole.sets ? rows.filter((row) => Number(row[setColumn]) === number) : rows
      return totalOf(set, own, { query: whole, statement, frame: query })
    })
}

/** Totals in the order the query names them. */
export function inOrder(query: ResolvedQuery, totals: readonly FrameTotal[]): readonly FrameTotal[] {
  return query.totals.flatMap((set) => totals.filter((total) => total.by === set.by))
}

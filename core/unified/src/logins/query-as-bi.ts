import { ProblemError } from '@tessera/plugin-api'
import { entitySchema, type Database, type TenantStatements, type TextRows } from '@tessera/database'
import type { TenantContext } from '@tessera/plugin-api/server'
import { unifiedErrors } from '../errors.ts'

/** Rows of a query, and whether there were more. */
export interface BiAnswer {
  /** As the rows name them: each name once, so that the second `id` is `id_2`. */
  readonly columns: readonly string[]
  /** As the statement names them. */
  readonly titles: readonly string[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly truncated: boolean
}

/** What a query may take. */
export interface BiBounds {
  readonly rows: number
  readonly seconds: number
}

/** The same names, each of them once. */
function namedOnce(names: readonly string[]): readonly string[] {
  const taken = new Set(names)
  return names.map((name, at) => {
    if (names.indexOf(name) === at) return name
    let nth = 2
    while (taken.has(`${name}_${nth}`)) nth += 1
    taken.add(`${name}_${nth}`)
    return `${name}_${nth}`
  })
}

/** What is wrong with the statement itself, by class of SQLSTATE. */
const ofStatement = /^(0A|21|22|25006|42|54)/

/** A statement as a part of another, so that it is one SELECT. Refuses `bi_query_refused`. */
function asPart(statement: string): string {
  const inner = statement.trim().replace(/;$/, '')
  if (inner === '') throw unifiedErrors('bi_query_refused', { reason: 'it is empty' })
  // why: a comment at its end must not hide what follows
  return `select * from (\n${inner}\n) as answer`
}

function asRefusal(error: unknown): unknown {
  const { code = '', message } = error as { readonly code?: string; readonly message: string }
  if (error instanceof ProblemError || !ofStatement.test(code)) return error
  return Object.assign(unifiedErrors('bi_query_refused', { reason: message }), { cause: error })
}

const asBi = ({ timeZone }: TenantContext, seconds: number) =>
  ({ readOnly: true, bi: { timeZone }, timeoutMs: seconds * 1000 }) as const

/**
 * Runs a SELECT over the views of a tenant, as a BI tool would whose login is the tenant's. Refuses `bi_query_refused`, and what a statement
 * of somebody else is refused for.
 */
export async function queryAsBi(
  { tenantTransaction }: Pick<Database, 'tenantTransaction'>,
  tenant: TenantContext,
  { statement, bounds }: { readonly statement: string; readonly bounds: BiBounds },
): Promise<BiAnswer> {
  const bounded = `${asPart(statement)} limit ${bounds.rows + 1}`
  try {
    const { columns: titles, rows } = await tenantTransaction(
      tenant.id,
      (_, { runByPlace }) => runByPlace({ sql: bounded, parameters: [] }),
      asBi(tenant, bounds.seconds),
    )
    const columns = namedOnce(titles)
    const kept = rows
      .slice(0, bounds.rows)
      .map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])))
    return { columns, titles, rows: kept, truncated: rows.length > bounds.rows }
  } catch (error) {
    throw asRefusal(error)
  }
}

const rowsOfPart = 2_000

/** What is exported, and who takes it. */
export interface BiExport {
  /** Name of a view of the schema `entity`, or a SELECT over them. */
  readonly what: string
  readonly seconds: number
  /** Takes rows as they come; the next ones are asked for when it is done. Each column has a name of its own. */
  readonly take: (part: TextRows) => Promise<void>
}

/** Hands out all rows of a view or a SELECT, of one snapshot, as a BI tool would read them. Answers how many. Refuses as `queryAsBi` does. */
export async function exportAsBi(
  { tenantTransaction }: Pick<Database, 'tenantTransaction'>,
  tenant: TenantContext,
  { what, seconds, take }: BiExport,
): Promise<number> {
  const select = asPart(/^\w+$/.test(what) ? `table ${entitySchema}.${what}` : what)
  let count = 0
  let hasBegun = false
  const handOut = async (_: unknown, { runInParts }: TenantStatements) => {
    // why: what only reads is done again when the connection is lost, and rows would be handed out twice
    if (hasBegun) throw unifiedErrors('bi_export_broken', { rows: count })
    hasBegun = true
    for await (const { columns, rows } of runInParts(select, rowsOfPart)) {
      const names = namedOnce(columns.map(({ name }) => name))
      await take({ columns: columns.map(({ type }, at) => ({ name: names[at] ?? '', type })), rows })
      count += rows.length
    }
  }
  try {
    await tenantTransaction(tenant.id, handOut, asBi(tenant, seconds))
    return count
  } catch (error) {
    throw asRefusal(error)
  }
}

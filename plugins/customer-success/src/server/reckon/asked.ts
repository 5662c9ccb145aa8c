import { sql, type Kysely } from 'kysely'
import type { Days } from './days-of.ts'

/** What is gathered: figures of some accounts of a tenant, for each of some days. */
export interface Asked {
  readonly db: Kysely<never>
  readonly tenantId: string
  readonly accounts: readonly string[]
  readonly days: Days
}

/** Whose figures, and of which day. */
export interface Keyed {
  readonly account: string
  readonly date: string
}

/** Figures by account and day. */
export type Gathered<Figures> = ReadonlyMap<string, Figures>

/** The key of an account's day. */
export const keyOf = ({ account, date }: Keyed) => `${account} ${date}`

/** Rows as a map. */
export function gathered<Row extends Keyed>(rows: readonly Row[]): Gathered<Row> {
  return new Map(rows.map((row) => [keyOf(row), row]))
}

/** The days as rows: `on_date`, and `ended`, when it was over. */
export const dayRows = ({ days }: Pick<Asked, 'days'>) =>
  sql`unnest(${days.dates}::date[], ${days.ends}::timestamptz[]) as day (on_date, ended)`

/** Whether a row of `alias` is of the tenant, and of one of the accounts. */
export const isAsked = ({ tenantId, accounts }: Pick<Asked, 'tenantId' | 'accounts'>, alias: string) =>
  sql`${sql.ref(`${alias}.tenant_id`)} = ${tenantId} and ${sql.ref(`${alias}.account_id`)} = any(${accounts}::uuid[])`

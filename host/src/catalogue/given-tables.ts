import type { Fixture } from '@tessera/plugin-api/wire'

/** Rows of one table a fixture is given, as text. */
export interface GivenTable {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

type Given = Readonly<Record<string, unknown>>

const textOf = (value: unknown) =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/** An instant in UTC, short: `2026-10-05 09:00`. Other text stays as it is. */
function instantText(text: string): string {
  const instant = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::00(?:\.0+)?)?Z$/.exec(text)
  return instant ? `${instant[1]} ${instant[2]}` : text
}

function tableOf(title: string, rows: readonly Given[]): GivenTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row).filter((name) => textOf(row[name]) !== '')))]
  return { title, columns, rows: rows.map((row) => columns.map((name) => instantText(textOf(row[name])))) }
}

/** What a fixture is given: its events with their properties as columns, and a table for each table. */
export function givenTables({ given }: Pick<Fixture, 'given'>): readonly GivenTable[] {
  const { rows = {}, events = [] } = given
  const told = events.map(({ event, timestamp, userId, accountId, properties = {} }) => {
    return { time: timestamp, event, user: userId, account: accountId, ...properties }
  })
  const tables = Object.entries(rows).map(([table, each]) => tableOf(table, each))
  return events.length > 0 ? [...tables, tableOf('Events', told)] : tables
}

/** How the tables of a tenant stand: see `Database.tableVersions`. */
export interface TableVersions {
  readonly version: string
  readonly whole: string
  readonly tables: Readonly<Record<string, string>>
}

/** What an answer was made from, as learned while it was computed. */
export interface Trace {
  /** Tables it read, as the database named them. */
  readonly tables: Set<string>
  /** To be called once they are all known. */
  readonly whenKnown: (() => void)[]
}

/** A trace of nothing yet. */
export function newTrace(): Trace {
  return { tables: new Set(), whenKnown: [] }
}

/** Takes over what a transaction read, and tells who waits for it. */
export function noteRead({ tables, whenKnown }: Trace, read: Iterable<string>): void {
  for (const table of read) tables.add(table)
  for (const known of whenKnown.splice(0)) known()
}

/** Names the state of some tables: equal as long as none of them was written. */
export function stateOf(tables: Iterable<string>, versions: TableVersions): string {
  return [versions.whole, ...[...tables].map((table) => versions.tables[table] ?? '')].join(' ')
}

import pg from 'pg'

/** The part of a connection that speaks of prepared statements. */
interface Wire {
  readonly close: (what: { readonly type: 'S'; readonly name: string }) => void
  readonly sync: () => void
}

/**
 * A query that has the server forget a prepared statement. Unlike DEALLOCATE it may name one that is not there, in a transaction
 * that failed too. A pipelined client takes nothing but queries, so it is one, without a text.
 */
class Closing extends pg.Query {
  override readonly submit: (connection: unknown) => null

  constructor(name: string) {
    super({ text: '' }, () => {})
    this.submit = (connection) => {
      const wire = connection as Wire
      wire.close({ type: 'S', name })
      wire.sync()
      return null
    }
  }
}

/** A connection, with what it remembers of the statements it has prepared. */
export type PreparingClient = pg.ClientBase & {
  readonly connection?: { readonly parsedStatements?: Record<string, unknown> }
}

/** Has both ends of a connection forget a prepared statement, behind all that was sent before. */
export function closeStatement(client: PreparingClient, name: string): void {
  delete client.connection?.parsedStatements?.[name]
  client.query(new Closing(name))
}

import pg from 'pg'

/** The part of a connection that sends rows of a COPY. */
interface Wire {
  readonly sendCopyFromChunk: (chunk: Buffer) => void
  readonly endCopyFrom: () => void
}

class CopyIn extends pg.Query {
  readonly handleCopyInResponse: (connection: Wire) => void

  constructor(text: string, rows: Buffer, done: (error: Error | null) => void) {
    super({ text }, (error: Error | null | undefined) => done(error ?? null))
    this.handleCopyInResponse = (connection) => {
      connection.sendCopyFromChunk(rows)
      connection.endCopyFrom()
    }
  }
}

/** Opens a connection of its own to send rows on, in the text format of COPY. */
export async function openCopy(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    send: (statement: string, rows: string) =>
      new Promise<void>((done, fail) => {
        client.query(new CopyIn(statement, Buffer.from(rows), (error) => (error ? fail(error) : done())))
      }),
    close: () => client.end(),
  }
}

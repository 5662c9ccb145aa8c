import type { Database } from '@tessera/database'

/** The same database, whose `close` may be called again and cleans up behind itself. */
export function closedOnce(database: Database, cleanUp: () => Promise<void>): Database {
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await database.close()
    await cleanUp()
  }
  return { ...database, close: () => (closing ??= close()) }
}

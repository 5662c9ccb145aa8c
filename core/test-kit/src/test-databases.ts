import { afterAll, describe } from 'vitest'
import type { Database } from '@tessera/database'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { openServerDatabase } from './server-database.ts'

/** A database that lives as long as a test; `close` also removes it. */
export type OpenDatabase = () => Promise<Database>

/** A kind of database the tests run on. */
export interface TestEngine {
  readonly title: string
  /** What it can do: the embedded one carries out one statement at a time and stops none. */
  readonly kind: Database['kind']
  /** Opens a new, empty database. */
  readonly open: OpenDatabase
}

/**
 * The databases of this test run: the embedded one; PostgreSQL where the run started one (`TESSERA_TEST_POSTGRES_URL`);
 * and the server that `DATABASE_URL_TEST` names.
 */
export function testDatabases(): readonly TestEngine[] {
  const embedded = { title: 'embedded', kind: 'embedded' as const, open: openEmbeddedDatabase }
  const servers = [
    { title: 'PostgreSQL', url: process.env.TESSERA_TEST_POSTGRES_URL },
    { title: 'DATABASE_URL_TEST', url: process.env.DATABASE_URL_TEST },
  ]
  return [
    embedded,
    ...servers.flatMap(({ title, url }) =>
      url ? [{ title, kind: 'postgres' as const, open: () => openServerDatabase(url) }] : [],
    ),
  ]
}

/**
 * Runs a block of tests once per database. `open` gives a new, empty database at each call; call it in `beforeAll` and
 * share it, because opening costs up to a second. All are closed and removed after the block. What an engine cannot do is
 * skipped by its `kind`: `test.skipIf(kind === 'embedded')`.
 */
export function describeDatabases(name: string, tests: (open: OpenDatabase, kind: Database['kind']) => void): void {
  describe.each(testDatabases())(`${name} on $title`, (engine) => {
    const opened: Database[] = []
    afterAll(() => Promise.all(opened.map((database) => database.close())))
    tests(async () => {
      const database = await engine.open()
      opened.push(database)
      return database
    }, engine.kind)
  })
}

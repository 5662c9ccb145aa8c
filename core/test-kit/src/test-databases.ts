import { afterAll, describe } from 'vitest'
import type { Database } from '@tessera/database'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { openServerDatabase } from './server-database.ts'

/**
 * A database that lives as long as a test; `close` also removes it. It has the schemas of core, without rows, unless it is
 * asked for empty.
 */
export type OpenDatabase = (options?: { readonly empty?: boolean }) => Promise<Database>

/** A kind of database the tests run on. */
export interface TestEngine {
  readonly title: string
  /** What it can do: the embedded one carries out one statement at a time and stops none. */
  readonly kind: Database['kind']
  /** Opens a new database. */
  readonly open: OpenDatabase
}

/**
 * The databases of this test run: the embedded one; PostgreSQL where the run started one (`TESSERA_TEST_POSTGRES_URL`);
 * and the server that `DATABASE_URL_TEST` names.
 */
export function testDatabases(): readonly TestEngine[] {
  const embedded = { title: 'embedded', kind: 'embedded' as const, open: openEmbeddedDatabase }
  const servers = [
    { title: 'PostgreSQL', url: process.env.TESSERA_TEST_POSTGRES_URL, ours: true },
    { title: 'DATABASE_URL_TEST', url: process.env.DATABASE_URL_TEST, ours: false },
  ]
  return [
    embedded,
    ...servers.flatMap(({ title, url, ours }) => {
      const open: OpenDatabase = (options) => openServerDatabase(url ?? '', { ...options, ours })
      return url ? [{ title, kind: 'postgres' as const, open }] : []
    }),
  ]
}

/** Tests that are told how to open databases, and what kind those are. */
type TestsOnDatabase = (open: OpenDatabase, kind: Database['kind']) => void

/**
 * Runs a block of tests once per database. `open` gives a new database at each call; call it in `beforeAll` and
 * share it, because opening costs up to a second. All are closed and removed after the block. What an engine cannot do is
 * skipped by its `kind`: `test.skipIf(kind === 'embedded')`.
 */
export function describeDatabases(name: string, tests: TestsOnDatabase): void {
  describeEach(testDatabases(), name, tests)
}

/** The quickest database of the run: the server it started, else the embedded one. */
export function quickestDatabase(): TestEngine {
  const [embedded, server] = testDatabases()
  return (server ?? embedded) as TestEngine
}

/**
 * Runs a block of tests once per server of the run, on the embedded database where there is none. For SQL whose answers may differ from
 * version to version and not by how the same version is run.
 */
export function describeServers(name: string, tests: TestsOnDatabase): void {
  const [embedded, ...servers] = testDatabases()
  describeEach(servers.length > 0 ? servers : [embedded].flatMap((engine) => engine ?? []), name, tests)
}

/**
 * Runs a block of tests once, on the quickest database of the run. For numbers, which are the same on each, where much data would be
 * laid out again on every other.
 */
export function describeOneDatabase(name: string, tests: TestsOnDatabase): void {
  describeEach([quickestDatabase()], name, tests)
}

function describeEach(engines: readonly TestEngine[], name: string, tests: TestsOnDatabase): void {
  describe.each(engines)(`${name} on $title`, (engine) => {
    const opened: Database[] = []
    afterAll(() => Promise.all(opened.map((database) => database.close())))
    tests(async (options) => {
      const database = await engine.open(options)
      opened.push(database)
      return database
    }, engine.kind)
  })
}

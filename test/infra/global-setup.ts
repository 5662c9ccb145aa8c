import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's connection string of the PostgreSQL 18 of this test run. */
    readonly postgresUrl: string
  }
}

/** Starts PostgreSQL once for the whole test run; tests find it by `inject('postgresUrl')` or `TESSERA_TEST_POSTGRES_URL`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  process.env.TESSERA_TEST_POSTGRES_URL = server.url
  project.provide('postgresUrl', server.url)
  return server.stop
}

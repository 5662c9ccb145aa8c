import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { prepareDemo } from '../e2e/product.ts'
import { prepareSharedPages } from './shared-product.ts'
import { startPostgres } from './postgres.ts'
import { useScratchFolder } from './scratch-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's connection string of the PostgreSQL 18 of this test run. */
    readonly postgresUrl: string
  }
}

/** Whether all tests are run, those in a browser after all others. */
const isWhole = process.argv.slice(2).every((argument) => argument === 'run')

/**
 * Starts PostgreSQL for a project of tests; they find it by `inject('postgresUrl')` or `TESSERA_TEST_POSTGRES_URL`. Says where browser
 * tests keep demo data that they begin with (`TESSERA_TEST_DEMO`); has it laid out, and pages built, beside the tests that come before.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeScratch = useScratchFolder()
  const server = await startPostgres()
  process.env.TESSERA_TEST_POSTGRES_URL = server.url
  project.provide('postgresUrl', server.url)
  const kept = process.env.TESSERA_TEST_DEMO === undefined ? mkdtempSync(join(tmpdir(), 'tessera-demo-')) : null
  if (kept !== null) process.env.TESSERA_TEST_DEMO = join(kept, 'data')
  // why: tests of crashes and silences wait for much of their time; whoever needs the data tries again where this fails
  const demo =
    isWhole && project.name === 'unit'
      ? prepareDemo()
          .then(prepareSharedPages)
          .catch(() => null)
      : null
  return async () => {
    await demo
    if (kept !== null) rmSync(kept, { recursive: true, force: true })
    await server.stop()
    removeScratch()
  }
}

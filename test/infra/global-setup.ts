import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'
import { useScratchFolder } from './scratch-folder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's connection string of the PostgreSQL 18 of this test run. */
    readonly postgresUrl: string
  }
}

/**
 * Starts PostgreSQL once for the whole test run; tests find it by `inject('postgresUrl')` or `TESSERA_TEST_POSTGRES_URL`. Says where
 * browser tests keep demo data that they begin with (`TESSERA_TEST_DEMO`).
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeScratch = useScratchFolder()
  const server = await startPostgres()
  const kept = mkdtempSync(join(tmpdir(), 'tessera-demo-'))
  process.env.TESSERA_TEST_DEMO = join(kept, 'data')
  process.env.TESSERA_TEST_POSTGRES_URL = server.url
  project.provide('postgresUrl', server.url)
  return async () => {
    rmSync(kept, { recursive: true, force: true })
    await server.stop()
    removeScratch()
  }
}

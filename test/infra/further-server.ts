import { relative } from 'node:path'
import { expect } from 'vitest'
import { root } from '../e2e/root.ts'

/** Where SQL may differ from version to version of PostgreSQL; everything else is tried on the server of the run and embedded. */
const withSql =
  /^(plugins\/|core\/(calendars|database|definitions|ingestion|projections|query|records|unified)\/|server\/test\/unified\.)/

// why: the process is the same for many files
const further = (process.env.TESSERA_TEST_FURTHER_SERVER ??= process.env.DATABASE_URL_TEST ?? '')
if (further !== '' && withSql.test(relative(root, expect.getState().testPath ?? ''))) {
  process.env.DATABASE_URL_TEST = further
} else {
  delete process.env.DATABASE_URL_TEST
}

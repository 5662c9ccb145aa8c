import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/infra/longest-first.ts'

const results = process.env.TESSERA_TEST_RESULTS
const everywhere = { testTimeout: 60_000, hookTimeout: 120_000, environment: 'node' } as const

export default defineConfig({
  test: {
    globalSetup: ['test/infra/global-setup.ts'],
    // why: tests of crashes and silences wait for much of their time
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // .ci/run counts the tests from this file.
    ...(results ? { reporters: ['default', 'json'], outputFile: { json: results } } : {}),
    projects: [
      {
        extends: true,
        test: {
          ...everywhere,
          name: 'unit',
          include: ['{core,plugins,clients,host,server,bench,docs,scripts,test}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/dist/**', 'test/e2e/**'],
          setupFiles: ['test/infra/further-server.ts'],
          // why: each new process compiles the embedded database anew, which costs more than most files
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          ...everywhere,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/infra/shared-product.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // why: they wait for pages half of their time
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})

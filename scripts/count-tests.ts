import { readFileSync } from 'node:fs'
import { z } from 'zod'

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  success: z.boolean(),
})

/** Says `N passed, N failed` of a report that Vitest wrote. A run that broke off counts as a failure. */
function summary(file: string): { readonly line: string; readonly ok: boolean } {
  const parsed = report.safeParse(readJson(file))
  if (!parsed.success) return { line: '0 passed, 1 failed', ok: false }
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests, success } = parsed.data
  const failed = success ? numFailedTests : Math.max(numFailedTests, 1)
  const skipped = numPendingTests + numTodoTests
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
  return { line, ok: failed === 0 }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const { line, ok } = summary(process.argv[2] ?? '')
console.log(line)
process.exitCode = ok ? 0 : 1

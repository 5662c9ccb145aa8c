import { expect, test } from 'vitest'
import { embeddedWork } from './embedded-work.ts'

const engine = { statementMs: 10_000, wasEndedBy: () => true }

test('what is left of the time of a question asks for no more than a statement may have', () => {
  for (const timeoutMs of [1, 29_952, 30_000, undefined]) {
    const work = embeddedWork(engine, timeoutMs === undefined ? {} : { timeoutMs })
    expect(work.comment).not.toContain('within')
    expect(work.overdue({ mayRunOn: false, told: undefined })?.message).toContain('10 s')
  }
})

test('work that is known to take longer asks for more', () => {
  expect(embeddedWork(engine, { timeoutMs: 120_000 }).comment).toContain('within 120000 ms')
})

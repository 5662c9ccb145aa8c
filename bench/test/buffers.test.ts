import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { largeTenant, middleTenant } from '../src/data/world.ts'
import { ask, explain } from '../src/database/ask.ts'
import { openBenchDatabase, type BenchDatabase } from '../src/database/bench-database.ts'
import { blocksRead } from '../src/database/blocks-read.ts'
import { assertSameAnswer } from '../src/questions/assert-same-answer.ts'
import { questions } from '../src/questions/questions.ts'
import { windowOf } from '../src/questions/windows.ts'

let bench: BenchDatabase
beforeAll(async () => {
  const cluster = { url: inject('postgresUrl'), stop: async () => {} }
  bench = await openBenchDatabase(cluster, { events: 120_000, keep: false })
})
afterAll(() => bench.close())

describe.each([largeTenant, middleTenant])('blocks read for $slug', (tenant) => {
  test.each(questions)('$name: $title', async (question) => {
    const { services } = bench
    const window = windowOf(question.days, 40)
    const query = question.ask(window)
    const hand = question.hand(tenant.id, window)
    const { owner } = services.database
    const rows = await services.database.pool.query({ text: hand.text, values: [...hand.values], rowMode: 'array' })
    assertSameAnswer(question.name, await ask(services, tenant, query), rows.rows as unknown[][])

    const own = await explain(services, tenant, query)
    const generated = await services.database.tenantTransaction(
      tenant.id,
      (db) => blocksRead(db, { text: own.sql, values: own.parameters }),
      { readOnly: true },
    )
    const byHand = await blocksRead(owner, hand)
    expect(generated).toBeGreaterThan(0)
    expect(generated).toBeLessThanOrEqual(byHand)
  })
})

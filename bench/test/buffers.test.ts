import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { largeTenant, middleTenant } from '../src/data/world.ts'
import { askerOf } from '../src/database/ask.ts'
import { openBenchDatabase, type BenchDatabase } from '../src/database/bench-database.ts'
import { blocksRead } from '../src/database/blocks-read.ts'
import { assertSameAnswer } from '../src/questions/assert-same-answer.ts'
import { askShop, byGrain } from '../src/questions/ask-shop.ts'
import { questions } from '../src/questions/questions.ts'
import { windowOf } from '../src/questions/windows.ts'

let bench: BenchDatabase
beforeAll(async () => {
  const cluster = { url: inject('postgresUrl'), stop: async () => {} }
  bench = await openBenchDatabase(cluster, { events: 120_000, keep: false })
})
afterAll(() => bench.close())

/** Runs statements that no question may send, an explanation of its plan, as the role and the tenant of a question. */
const asQuestion = <T>(tenantId: string, run: (db: Kysely<never>) => Promise<T>): Promise<T> =>
  bench.services.database.maintenance.transaction().execute(async (db) => {
    await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(db)
    await sql`set local role tessera_reader`.execute(db)
    return run(db)
  })

describe.each([largeTenant, middleTenant])('blocks read for $slug', (tenant) => {
  test.each(questions)('$name: $title', async (question) => {
    const { services } = bench
    const window = windowOf(question.days, 40)
    const query = question.ask(window)
    const hand = question.hand(tenant.id, window)
    const { owner } = services.database
    const rows = await services.database.pool.query({ text: hand.text, values: [...hand.values], rowMode: 'array' })
    const { ask, explain } = askerOf(services, tenant, 'off')
    assertSameAnswer(question.name, await ask(query), rows.rows as unknown[][])

    const own = await explain(query)
    const generated = await asQuestion(tenant.id, (db) => blocksRead(db, { text: own.sql, values: own.parameters }))
    const byHand = await blocksRead(owner, hand)
    expect(generated).toBeGreaterThan(0)
    expect(generated).toBeLessThanOrEqual(byHand)
  })

  test('a rollup: events by day, 90 days', async () => {
    const { services } = bench
    const window = windowOf(90, 40)
    const { explain } = askerOf(services, tenant)
    const own = await explain(askShop(['events'], window, byGrain(window, 'day')))
    const daily = services.rollups.definitions.find(({ id }) => id === 'shop.events.daily')
    const { owner } = services.database
    const byHand = await blocksRead(owner, {
      text: `select bucket, rows_events from ${daily?.table}
        where tenant_id = $1 and bucket >= $2::timestamptz and bucket < $3::timestamptz`,
      values: [tenant.id, `${window.from}T00:00:00Z`, `${window.to}T00:00:00Z`],
    })
    const generated = await asQuestion(tenant.id, (db) => blocksRead(db, { text: own.sql, values: own.parameters }))
    expect(own.sql).toContain(daily?.name)
    expect(generated).toBeGreaterThan(0)
    expect(generated).toBeLessThanOrEqual(byHand)
  })
})

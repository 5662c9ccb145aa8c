import { rmSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '@tessera/database'
import { coreDataDir } from '@tessera/test-kit'
import { count } from '@tessera/plugin-api/server'
import { createQueryEngine, createTurns, type QueryContext, type QueryEngine } from '../src/index.ts'
import { createWorld, facts, modelOf, tenant, tenants } from './journeys/world.ts'

/** Never over. */
const forEver = () => sql<boolean>`(select count(*) from generate_series(1, 3000000000000)) > 0`
const sources = { rows: count(facts.visits), stuck: count(facts.visits, { where: forEver }) }
const heavy = { metrics: [{ id: 'x.stuck' }], time: { range: { from: '2026-07-01', to: '2026-07-08' } } }
const light = { metrics: [{ id: 'x.rows' }] }
const asker: QueryContext = { tenant, plugins: new Set(['x']) }
const other: QueryContext = { ...asker, tenant: { ...tenant, id: tenants[1] } }
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    ({ code }: { code: string }) => code,
  )

let [dataDir, database, engine] = ['', null as unknown as Database, null as unknown as QueryEngine]

beforeAll(async () => {
  dataDir = await coreDataDir()
  database = await openDatabase({ dataDir, statementMs: 1_000 })
  await createWorld(database)
  const turns = createTurns({ total: 1, rests: true, perTenant: 3, waiting: 100 })
  engine = createQueryEngine({ model: modelOf(sources), database, turns })
  await database.tenantTransaction(tenant.id, (db) =>
    sql`insert into journey.visits (tenant_id, id, at, day, event)
      values (${tenant.id}, ${tenant.id}, '2026-07-02T00:00:00Z', '2026-07-02', 'a')`.execute(db),
  )
})
afterAll(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const recovered = () => expect.poll(() => codeOf(engine.run(light, other)), { timeout: 30_000 }).toBe('answered')

test('on the embedded database a question that had to be ended is not begun again at once, by whom it may be asked', async () => {
  expect(await codeOf(engine.run(heavy, asker))).toBe('query_timeout')
  await recovered()
  const again = { ...heavy, time: { ...heavy.time, now: '2026-07-10T12:00:00Z' } }
  for (const question of [heavy, again]) expect(await codeOf(engine.run(question, asker))).toBe('question_too_long')
  expect(await codeOf(engine.rows({ query: heavy, at: { metric: 'x.stuck' } }, asker))).toBe('question_too_long')
  for (const context of [asker, other]) expect(await codeOf(engine.run(light, context))).toBe('answered')
}, 60_000)

test('nor is one whose caller left before it was ended', async () => {
  const leaving = new AbortController()
  const question = { ...heavy, dimensions: ['x.kind'] }
  const asked = codeOf(engine.run(question, { ...asker, signal: leaving.signal }))
  setTimeout(() => leaving.abort(), 200)
  expect(await asked).toBe('query_cancelled')
  await expect
    .poll(() => codeOf(engine.run({ ...question }, { ...asker, signal: AbortSignal.timeout(100) })), {
      timeout: 30_000,
      interval: 500,
    })
    .toBe('question_too_long')
  await recovered()
}, 60_000)

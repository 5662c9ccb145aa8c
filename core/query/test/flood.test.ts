import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { describeDatabases } from '@tessera/test-kit'
import { createAnswers, createQueryEngine, createTurns, type QueryContext, type QueryEngine } from '../src/index.ts'
import { everyKind } from './journeys/every-kind.ts'
import { createWorld, modelOf, tenant, tenants } from './journeys/world.ts'

const flooding: QueryContext = { tenant, plugins: new Set(['x']) }
const other: QueryContext = { ...flooding, tenant: { ...tenant, id: tenants[1] } }

/** Many buckets beside many others, under a name that no cache knows. */
const heavy = (n: number): MetricQuery => ({
  metrics: [{ id: 'x.rows', as: `h${n}` }],
  time: { range: { from: '2026-06-20', to: `2026-07-${String(1 + (n % 20)).padStart(2, '0')}` }, grain: 'hour' },
  compare: [{ kind: 'previous_period' }, { kind: 'shift', n: 1, unit: 'year' }],
})
const light: MetricQuery = { metrics: [{ id: 'x.rows' }], time: { range: { last: 7, unit: 'day' } } }

describeDatabases('a flood of one tenant', (open) => {
  let database: Database
  const engineOf = (timeoutMs?: number): QueryEngine =>
    createQueryEngine({
      model: modelOf(everyKind),
      database,
      answers: createAnswers({ versions: database, bytes: 1_000_000 }),
      turns: createTurns({ total: database.kind === 'embedded' ? 1 : 4, perTenant: 3, waiting: 1_000 }),
      timeoutMs,
    })

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
  })

  test('leaves room to others, and all of it is answered or told when to ask again', async () => {
    const engine = engineOf()
    let ended = 0
    const asked = Array.from({ length: 24 }, (_, n) =>
      engine
        .run(heavy(n), flooding)
        .then(
          () => 'answered',
          ({ code, status, retryAfter }: { code: string; status: number; retryAfter: number }) =>
            retryAfter > 0 ? `${status} ${code}` : code,
        )
        .finally(() => (ended += 1)),
    )
    await engine.run(light, other)
    const endedBefore = ended
    const outcomes = new Set(await Promise.all(asked))
    expect(endedBefore).toBeLessThan(20)
    expect(outcomes).toContain('answered')
    expect([...outcomes].filter((outcome) => outcome !== 'answered' && outcome !== '503 too_busy')).toEqual([])
  })

  test('that has no time at all is refused to the last question, and who leaves it is gone at once', async () => {
    const late = await Promise.allSettled(Array.from({ length: 24 }, (_, n) => engineOf(0).run(heavy(n), flooding)))
    const codes = late.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'answered'))
    expect([...new Set(codes)]).toEqual(['too_busy'])
    const engine = engineOf()
    const leaving = new AbortController()
    const asked = Array.from({ length: 24 }, (_, n) => engine.run(heavy(n), { ...flooding, signal: leaving.signal }))
    leaving.abort()
    const left = await Promise.allSettled(asked)
    expect(left.filter(({ status }) => status === 'fulfilled')).toEqual([])
    expect((await engine.run(light, flooding)).rows).toHaveLength(1)
  })
})

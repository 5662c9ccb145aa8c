import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { createQueryEngine, type QueryEngine } from '../../src/index.ts'
import { rowId, userId } from './question.ts'
import { funnelSources } from './sources.ts'
import { createWorld, fillWorld, modelOf, tenant, type Visit } from './world.ts'

let serial = 0
function visit(user: number | null, at: string, event: string, more: Partial<Visit> = {}): Visit {
  serial += 1
  const base = { tenant: 0 as const, id: rowId(serial), provider: 'google', kind: 'y' }
  return { ...base, at: Date.parse(`2026-10-${at}Z`), event, user: user === null ? null : userId(user), ...more }
}

const visits = [
  // user 0 starts twice; only from the second start is c within three days of it
  visit(0, '01T00:00', 'a', { provider: 'meta' }),
  visit(0, '02T00:00', 'a'),
  visit(0, '02T23:00', 'b', { provider: 'meta' }),
  visit(0, '04T10:00', 'c'),
  // user 1: an excluded row ends the first chain, the second one holds
  visit(1, '01T00:00', 'a'),
  visit(1, '01T06:00', 'd', { kind: 'x' }),
  visit(1, '01T12:00', 'b'),
  visit(1, '02T00:00', 'a'),
  visit(1, '02T06:00', 'b'),
  // user 2 is on the way still, user 3 never got on; nobody's rows count for nobody
  visit(2, '09T00:00', 'a'),
  visit(3, '01T00:00', 'a'),
  visit(null, '01T00:00', 'a'),
  visit(null, '01T01:00', 'b'),
]

describeDatabases('a funnel reckoned by hand', (open) => {
  let database: Database
  let engine: QueryEngine
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, { visits, lines: [] })
    engine = createQueryEngine({ model: modelOf(funnelSources), database, now: () => new Date('2026-10-10T00:00Z') })
  })
  const ask = async (metrics: readonly string[], dimensions: readonly string[] = []) => {
    const time = { range: { from: '2026-10-01', to: '2026-10-10' }, timeZone: 'UTC' }
    const query = { metrics: metrics.map((id) => ({ id: `x.${id}` })), dimensions: [...dimensions], time }
    return (await engine.run(query, { tenant, plugins: new Set(['x']) })).rows
  }

  test('actors count once, entries each for themselves', async () => {
    expect(await ask(['total_s1', 'total_s2', 'total_s3'])).toEqual([[4, 2, 1]])
    // entries: 2 of user 0, 2 of user 1, one each of users 2 and 3; b follows four of them, c one within three days
    expect(await ask(['total_e1', 'total_e2', 'total_e3'])).toEqual([[6, 4, 1]])
  })

  test('an excluded row ends a chain, a later start may succeed', async () => {
    expect(await ask(['clean_s2', 'clean_e2'])).toEqual([[2, 3]])
  })

  test('time is the shortest way of each actor', async () => {
    // user 0: 23 hours to b, 58 to c; user 1: six hours to b
    expect(await ask(['total_t2', 'total_t3'])).toEqual([[(82_800 + 21_600) / 2, 208_800]])
  })

  test('both windows hold at once', async () => {
    expect(await ask(['both_s2', 'both_s3', 'stepped_s3'])).toEqual([[2, 0, 1]])
  })

  test('an actor is open until the window of the latest entry is over or the last step is reached', async () => {
    expect(await ask(['total_open'])).toEqual([[1]])
  })

  test('other dimensions take the value of the first row, of the last, or of a step', async () => {
    const byProvider = (metric: string) => ask([metric], ['x.provider'])
    expect(await byProvider('total_s1')).toEqual([
      ['google', 3],
      ['meta', 1],
    ])
    expect(await byProvider('ended_s1')).toEqual([['google', 4]])
    // only user 0 does a twice without an excluded row between
    expect(await byProvider('cleaner_s1')).toEqual([
      [null, 3],
      ['google', 1],
    ])
  })
})

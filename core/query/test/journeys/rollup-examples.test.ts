import { beforeAll, beforeEach, expect, test } from 'vitest'
import { coreMigrations, type Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { createQueryEngine, createRollups, type QueryEngine, type Rollups } from '../../src/index.ts'
import { lifecycleSources, retentionSources } from './journey-sources.ts'
import { rowId, userId } from './question.ts'
import { createWorld, fillWorld, modelOf, tenant, tenants, writeVisits, type Visit } from './world.ts'

const sources = { ...retentionSources, ...lifecycleSources }
const model = modelOf(sources)

let serial = 0
function visit(user: number, at: string, event: string, more: Partial<Visit> = {}): Visit {
  serial += 1
  const base = { tenant: 0 as const, id: rowId(serial), provider: 'google', kind: null }
  return { ...base, at: Date.parse(`2026-${at}Z`), event, user: userId(user), ...more }
}

const visits = [
  // two starts at one time: the lower key, which is of meta, decides; back the day after
  visit(0, '10-01T08:00', 'a', { provider: 'meta' }),
  visit(0, '10-01T08:00', 'a'),
  visit(0, '10-02T09:00', 'c'),
  // a return before the start on its day, and one after it
  visit(1, '10-01T08:00', 'b'),
  visit(1, '10-01T09:00', 'a'),
  visit(1, '10-01T10:00', 'b'),
  // only the one before
  visit(2, '10-01T08:00', 'b'),
  visit(2, '10-01T09:00', 'a'),
  // on one day in Berlin, in October and in November in New York
  visit(3, '10-05T08:00', 'a'),
  visit(3, '11-01T02:00', 'b'),
  visit(3, '11-01T10:00', 'c'),
  // rows of another tenant never count
  visit(2, '10-01T10:00', 'b', { tenant: 1 }),
  visit(9, '10-01T10:00', 'a', { tenant: 1 }),
]

describeServers('retention and lifecycle from rollups, reckoned by hand', (open) => {
  let database: Database
  let engine: QueryEngine
  let rollups: Rollups
  let now = ''
  const zoned = (timeZone: string) => ({ id: tenants[0], timeZone })
  beforeAll(async () => {
    database = await open()
    await database.migrate('core', coreMigrations)
    await createWorld(database)
    const metrics = Object.keys(sources).flatMap((name) => model.metric(`x.${name}`) ?? [])
    rollups = createRollups({ database, metrics, schemaOf: () => 'journey' })
    await rollups.prepare()
    engine = createQueryEngine({ model, database, rollups: rollups.definitions, now: () => new Date(now) })
  })
  beforeEach(async () => {
    now = '2026-12-02T12:00Z'
    await fillWorld(database, { visits, lines: [] })
    await rollups.rebuild(zoned('UTC'))
    await rollups.refresh(zoned('UTC'))
  })
  const ask = async (metrics: readonly string[], more: Partial<MetricQuery>) => {
    const query = { metrics: metrics.map((id) => ({ id: `x.${id}` })), ...more }
    const { rows, meta } = await engine.run(query, { tenant, plugins: new Set(['x']) })
    return { rows, kinds: [...new Set(meta.sources.map(({ kind }) => kind))] }
  }
  const first = { range: { from: '2026-10-01', to: '2026-10-02' }, timeZone: 'UTC' }
  const put = (come: readonly Visit[], gone: readonly Visit[] = []) => writeVisits(database, tenants[0], { come, gone })

  test('the first row by time and key gives the dimensions, and only a later one is a return', async () => {
    const { rows, kinds } = await ask(['daily_at0', 'daily_at1'], { dimensions: ['x.provider'], time: first })
    expect(kinds).toEqual(['rollup'])
    expect(rows).toEqual([
      ['google', 1 / 2, 0],
      ['meta', 0, 1],
    ])
  })

  test('an earlier row that comes late moves an actor to its cohort at once', async () => {
    const late = visit(0, '09-15T08:00', 'a')
    const { rows } = await ask(['daily_at1'], { time: first, samples: true })
    expect(rows).toEqual([[1 / 3, 3]])
    await put([late])
    expect(await ask(['daily_at1'], { time: first, samples: true })).toEqual({ rows: [[0, 2]], kinds: ['mixed'] })
    await rollups.refresh(zoned('UTC'))
    expect(await ask(['daily_at1'], { time: first, samples: true })).toEqual({ rows: [[0, 2]], kinds: ['rollup'] })
    await put([], [late])
    expect(await ask(['daily_at1'], { time: first, samples: true })).toEqual({ rows: [[1 / 3, 3]], kinds: ['mixed'] })
  })

  test('a day of the rollup that lies in two months of the question is read from the rows', async () => {
    await rollups.rebuild(zoned('Europe/Berlin'))
    const time = { range: { from: '2026-10-01', to: '2026-11-01' }, timeZone: 'America/New_York' }
    const answer = await ask(['monthly_at0', 'monthly_at1'], { time, dimensions: ['x.kind'], samples: true })
    expect(answer).toEqual({ rows: [[null, 3 / 4, 4, 1 / 4, 4]], kinds: ['mixed'] })
  })

  test('returns count until now, on the running day too', async () => {
    now = '2026-10-12T12:00Z'
    const started = [4, 5].map((user) => visit(user, '10-11T08:00', 'a'))
    await put([...started, visit(4, '10-12T11:00', 'b'), visit(5, '10-12T13:00', 'b')])
    await rollups.refresh(zoned('UTC'))
    const time = { range: { from: '2026-10-11', to: '2026-10-12' }, timeZone: 'UTC' }
    expect(await ask(['later_at0'], { time, dimensions: ['x.kind'] })).toEqual({
      rows: [[null, 1 / 2]],
      kinds: ['mixed'],
    })
    // a day counts as soon as it has begun
    expect(await ask(['until_at0'], { time })).toEqual({ rows: [[1]], kinds: ['rollup'] })
    // a period with an end is not over, so nothing of the running day is read
    expect(await ask(['daily_at0', 'daily_at1'], { time })).toEqual({ rows: [[0, null]], kinds: ['rollup'] })
  })

  test('who is new, stays, comes back or is lost', async () => {
    const parts = ['new', 'returning', 'resurrected', 'churned'].map((part) => `visits_${part}`)
    const time = { range: { from: '2026-10-01', to: '2026-10-06' }, timeZone: 'UTC', grain: 'day' } as const
    await put([visit(1, '10-02T10:00', 'b'), visit(0, '10-04T10:00', 'b')])
    const expected = {
      rows: [
        ['2026-10-01', 3, 0, 0, 0],
        ['2026-10-02', 0, 1, 0, 2],
        ['2026-10-03', 0, 0, 0, 1],
        ['2026-10-04', 0, 0, 1, 0],
        ['2026-10-05', 1, 0, 0, 1],
      ],
      kinds: ['mixed'],
    }
    expect(await ask(parts, { time })).toEqual(expected)
    await rollups.refresh(zoned('UTC'))
    expect(await ask(parts, { time })).toEqual({ ...expected, kinds: ['rollup'] })
    await put([visit(3, '09-01T10:00', 'a')])
    const last = expected.rows.at(-1)
    expect((await ask(parts, { time })).rows.at(-1)).toEqual(last?.with(1, 0).with(3, 1))
  })
})

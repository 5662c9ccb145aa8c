import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import type { CellAddress, MetricQuery } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryContext, type QueryEngine } from '../../src/index.ts'
import { lifecycleSources, movementSources, retentionSources } from './journey-sources.ts'
import { rowId, userId } from './question.ts'
import { createWorld, fillWorld, modelOf, tenant, type Line, type Visit } from './world.ts'

const model = modelOf({ ...retentionSources, ...lifecycleSources, ...movementSources })

let serial = 0
function visit(user: number, at: string, event: string, more: Partial<Visit> = {}): Visit {
  serial += 1
  const when = Date.parse(`2026-10-${at}Z`)
  return { tenant: 0, id: rowId(serial), at: when, event, user: userId(user), provider: 'google', kind: null, ...more }
}
function line(account: number, from: string, to: string | null, value: number): Line {
  serial += 1
  const [start, end] = [Date.parse(`2026-${from}T06:00Z`), to === null ? null : Date.parse(`2026-${to}T06:00Z`)]
  return { tenant: 0, id: rowId(serial), account: userId(account), provider: 'google', start, end, value }
}

const visits = [
  // user 0 begins on the 1st and is back on the 2nd, twice; user 1 begins on the 1st and is back on the 3rd
  visit(0, '01T08:00', 'a'),
  visit(0, '02T09:00', 'b'),
  visit(0, '02T11:00', 'b', { provider: 'meta' }),
  visit(1, '01T10:00', 'a', { provider: 'meta' }),
  visit(1, '03T10:00', 'b', { provider: 'meta' }),
  visit(2, '04T12:00', 'a'),
  visit(9, '01T08:00', 'a', { tenant: 1 }),
  visit(9, '02T08:00', 'b', { tenant: 1 }),
]

const lines = [
  // account 0 grows from 10 to 25, account 1 shrinks from 40 to 30, account 2 leaves
  line(0, '01-10', '02-10', 10),
  line(0, '02-10', null, 25),
  line(1, '01-10', '02-20', 40),
  line(1, '02-20', null, 30),
  line(2, '01-10', '02-05', 7),
]

describeDatabases('rows behind retention, lifecycle and movements by hand', (open) => {
  let database: Database
  let engine: QueryEngine
  const viewer: QueryContext = { tenant, plugins: new Set(['x']) }
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, { visits, lines })
    engine = createQueryEngine({ model, database, now: () => new Date('2026-10-04T18:00Z') })
  })
  const october = { range: { from: '2026-10-01', to: '2026-10-08' }, timeZone: 'UTC', grain: 'day' } as const
  const winter = { range: { from: '2026-02-01', to: '2026-03-01' }, timeZone: 'UTC' } as const
  const ask = (
    metric: string,
    place: Partial<CellAddress>,
    query: Partial<MetricQuery> & { as?: QueryContext } = {},
  ) => {
    const { as = { ...viewer, personal: true }, ...more } = query
    const asked: MetricQuery = { metrics: [{ id: `x.${metric}` }], time: october, ...more }
    return engine.rows({ query: asked, at: { metric: `x.${metric}`, ...place } }, as)
  }
  const rows = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).rows
  const at = (time: string) => `2026-10-${time}:00.000000Z`

  test('who came back stands with start and return, the cohort is the denominator', async () => {
    const first = { bucket: '2026-10-01' }
    const answer = await ask('daily_at1', first)
    expect(answer.columns.map(({ name, role, type }) => [name, role, type])).toEqual([
      ['at', 'time', 'instant'],
      ['returned_at', 'detail', 'instant'],
      ['user_id', 'key', 'text'],
    ])
    expect(answer).toMatchObject({ total: 1, meta: { part: 'numerator', parts: ['numerator', 'denominator'] } })
    expect(answer.rows).toEqual([[at('01T08:00'), at('02T09:00'), userId(0)]])
    expect(await rows('daily_at1', { ...first, part: 'denominator' })).toEqual([
      [at('01T10:00'), userId(1)],
      [at('01T08:00'), userId(0)],
    ])
  })

  test('a period that is not over has no rows, nor has a matrix without its period', async () => {
    const later = { bucket: '2026-10-04', part: 'denominator' }
    expect(await ask('daily_at1', later)).toMatchObject({ total: 0, rows: [] })
    const query = { dimensions: ['core.period', 'x.provider'] }
    const place = { bucket: '2026-10-01', part: 'denominator' }
    const cell = (period: number) => ({ ...place, dimensions: { 'core.period': period, 'x.provider': 'meta' } })
    expect(await rows('daily_matrix', cell(2), query)).toEqual([[at('01T10:00'), 2, 'meta', userId(1)]])
    expect(await ask('daily_matrix', cell(3), query)).toMatchObject({ total: 0 })
    expect(await ask('daily_matrix', place, query)).toMatchObject({ total: 0 })
    const returned = { ...cell(2), part: 'numerator' }
    expect(await rows('daily_matrix', returned, query)).toEqual([
      [at('01T10:00'), 2, 'meta', at('03T10:00'), userId(1)],
    ])
  })

  test('who began earlier in the range is in no later cohort', async () => {
    // user 0 has done b on the 2nd and user 1 on the 3rd, which would begin, had they not begun on the 1st
    const cohort = (bucket: string) => rows('ranged_at0', { bucket, part: 'denominator' })
    expect(await cohort('2026-10-01')).toHaveLength(2)
    expect(await cohort('2026-10-02')).toEqual([])
    const range = { from: '2026-10-02', to: '2026-10-08' }
    const alone = await rows(
      'ranged_at0',
      { bucket: '2026-10-02', part: 'denominator' },
      { time: { ...october, range } },
    )
    expect(alone).toEqual([[at('02T09:00'), userId(0)]])
  })

  test('of a lifecycle: the first row in the bucket, what was before it, and of the lost the last one', async () => {
    const of = (part: string, bucket: string) => rows(`visits_${part}`, { bucket: `2026-10-${bucket}` })
    expect(await of('new', '01')).toEqual([
      [at('01T10:00'), userId(1)],
      [at('01T08:00'), userId(0)],
    ])
    expect(await of('returning', '02')).toEqual([[at('02T09:00'), at('01T08:00'), userId(0)]])
    expect(await of('churned', '02')).toEqual([[at('01T10:00'), userId(1)]])
    expect(await of('resurrected', '03')).toEqual([[at('03T10:00'), at('01T10:00'), userId(1)]])
    expect(await of('churned', '03')).toEqual([[at('02T11:00'), userId(0)]])
    // the 4th runs still, the 5th has not begun
    expect(await of('churned', '04')).toEqual([])
    expect(await of('new', '05')).toEqual([])
  })

  test('a total over days compares with as many days before, and a filter of one metric holds', async () => {
    const range = { from: '2026-10-03', to: '2026-10-05' }
    const time = { ...october, range }
    expect(await rows('visits_returning', {}, { time })).toEqual([[at('03T10:00'), at('01T10:00'), userId(1)]])
    const filters = { member: 'x.provider', operator: 'equals', values: ['meta'] } as const
    const metrics = [
      { id: 'x.visits_new' },
      { id: 'x.visits_new', as: 'meta', filters: { ...filters, values: ['meta'] } },
    ]
    const bucket = '2026-10-02'
    expect(await rows('visits_new', { metric: 'meta', bucket }, { metrics })).toEqual([[at('02T11:00'), userId(0)]])
    expect(await rows('visits_new', { bucket }, { metrics })).toEqual([])
  })

  test('of a movement: value at both ends and when it changed; the amounts add up', async () => {
    const answer = await ask('lines_expansion', {}, { time: winter })
    expect(answer.columns.map(({ name, role }) => [name, role])).toEqual([
      ['changed_at', 'time'],
      ['amount', 'value'],
      ['value_before', 'detail'],
      ['value_after', 'detail'],
      ['change', 'detail'],
      ['account_id', 'key'],
    ])
    const when = (day: string) => `2026-${day}T06:00:00.000000Z`
    expect(answer.rows).toEqual([[when('02-10'), 15, 10, 25, 15, userId(0)]])
    const of = (part: string) => rows(`lines_${part}`, {}, { time: winter })
    expect(await of('contraction')).toEqual([[when('02-20'), 10, 40, 30, -10, userId(1)]])
    expect(await of('churned_entities')).toEqual([[when('02-05'), 7, 7, 0, -7, userId(2)]])
    expect((await of('opening')).map((row) => row.slice(0, 2))).toEqual([
      [when('01-10'), 7],
      [when('01-10'), 40],
      [when('01-10'), 10],
    ])
    const rate = { metrics: [{ id: 'x.nrr' }], time: winter }
    expect(await rows('nrr', { part: 'expansion' }, rate)).toEqual(answer.rows)
  })

  test('actors are masked without the right, and counted in the explanation of the number', async () => {
    const place = { bucket: '2026-10-01' }
    expect(await rows('daily_at1', place, { as: viewer })).toEqual([[at('01T08:00'), at('02T09:00'), '•••']])
    expect(await rows('visits_new', place, { as: viewer })).toEqual([
      [at('01T10:00'), '•••'],
      [at('01T08:00'), '•••'],
    ])
    const query = { metrics: [{ id: 'x.daily_at1' }], time: october }
    const denominator = { metric: 'x.daily_at1', ...place, part: 'denominator' }
    expect((await engine.explain(query, viewer, denominator)).cell).toMatchObject({ rows: 2, refused: null })
  })
})

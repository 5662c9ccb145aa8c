import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { createQueryEngine, describeSource, type QueryEngine } from '../../src/index.ts'
import { lifecycleSources, movementSources, retentionSources } from './journey-sources.ts'
import { rowId, userId } from './question.ts'
import { createWorld, fillWorld, modelOf, tenant, type Line, type Visit } from './world.ts'

const sources = { ...retentionSources, ...lifecycleSources, ...movementSources }

let serial = 0
function visit(user: number, at: string, event: string, provider = 'google'): Visit {
  serial += 1
  const when = Date.parse(`2026-10-${at}Z`)
  return { tenant: 0, id: rowId(serial), at: when, event, user: userId(user), provider, kind: null }
}
function line(account: number, from: string, to: string | null, value: number): Line {
  serial += 1
  const [start, end] = [Date.parse(`2026-${from}T06:00Z`), to === null ? null : Date.parse(`2026-${to}T06:00Z`)]
  return { tenant: 0, id: rowId(serial), account: userId(account), provider: 'google', start, end, value }
}

const visits = [
  // users 0 and 1 begin on the 1st, user 2 on the 3rd; user 0 is back the same day and on the 2nd, user 2 on the 4th
  visit(0, '01T08:00', 'a'),
  visit(0, '01T09:00', 'b'),
  visit(0, '02T09:00', 'b', 'meta'),
  visit(1, '01T10:00', 'a', 'meta'),
  visit(1, '04T10:00', 'c'),
  visit(2, '03T23:00', 'a'),
  visit(2, '04T00:30', 'b'),
]

const lines = [
  // account 0 grows from 10 to 25, account 1 shrinks from 40 to 30, account 2 leaves and comes back, account 3 is new
  line(0, '01-10', '02-10', 10),
  line(0, '02-10', null, 25),
  line(1, '01-10', '02-20', 40),
  line(1, '02-20', null, 30),
  line(2, '01-10', '02-05', 7),
  line(2, '03-05', null, 9),
  line(3, '03-10', null, 100),
]

describeDatabases('retention, lifecycle and movements reckoned by hand', (open) => {
  let database: Database
  let engine: QueryEngine
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, { visits, lines })
    engine = createQueryEngine({ model: modelOf(sources), database, now: () => new Date('2026-10-05T12:00Z') })
  })
  const ask = async (metrics: readonly string[], more: Partial<MetricQuery>) => {
    const query = { metrics: metrics.map((id) => ({ id: `x.${id}` })), ...more }
    return (await engine.run(query, { tenant, plugins: new Set(['x']) })).rows
  }
  const codeOf = (metrics: readonly string[], more: Partial<MetricQuery>) =>
    ask(metrics, more).then(
      () => null,
      (error: { code: string }) => error.code,
    )
  const october = { range: { from: '2026-10-01', to: '2026-10-05' }, timeZone: 'UTC' }
  const byDay = { ...october, grain: 'day' } as const

  test('each cohort has its own row, periods that are not over are missing, empty cohorts too', async () => {
    const rows = await ask(['daily_at0', 'daily_at1', 'daily_at2'], { time: byDay, samples: true })
    expect(rows).toEqual([
      ['2026-10-01', 1 / 2, 2, 1 / 2, 2, 0, 2],
      ['2026-10-02', null, null, null, null, null, null],
      ['2026-10-03', 0, 1, 1, 1, null, null],
      ['2026-10-04', null, null, null, null, null, null],
    ])
  })

  test('without grain every cohort weighs as much as it has actors whose period is over', async () => {
    expect(await ask(['daily_at1', 'daily_at2'], { time: october, samples: true })).toEqual([[2 / 3, 3, 0, 2]])
    // of both actors of the 1st one is back on the 4th, of the mode 'on that day or later'
    expect(await ask(['later_at1'], { time: october })).toEqual([[2 / 3]])
  })

  test('a zone moves starts and returns to other days', async () => {
    // in Kolkata user 2 begins and is back on the 4th, so period 0 has the return and period 1 is not over
    const time = {
      ...october,
      timeZone: 'Asia/Kolkata',
      grain: 'day',
      range: { from: '2026-10-04', to: '2026-10-05' },
    } as const
    expect(await ask(['daily_at0', 'daily_at1'], { time })).toEqual([['2026-10-04', 1, null]])
  })

  test('dimensions are those of the start row', async () => {
    const rows = await ask(['daily_at1'], {
      time: october,
      dimensions: ['x.provider'],
      order: [{ key: 'x.provider', dir: 'asc' }],
    })
    expect(rows).toEqual([
      ['google', 1],
      ['meta', 0],
    ])
  })

  test('a matrix has a row for each period', async () => {
    const order = [{ key: 'core.period', dir: 'asc' }] as const
    const rows = await ask(['daily_matrix'], { time: october, dimensions: ['core.period'], order: [...order] })
    expect(rows).toEqual([
      [0, 1 / 3],
      [1, 2 / 3],
      [2, 0],
      [3, 1 / 2],
    ])
  })

  test('a matrix is refused without its periods, periods without a matrix, and a filter on them', async () => {
    expect(await codeOf(['daily_matrix'], { time: october })).toBe('needs_period')
    expect(await codeOf(['daily_at1'], { time: october, dimensions: ['core.period'] })).toBe('no_safe_join_path')
    expect(await codeOf(['visits_new'], { time: october, dimensions: ['core.period'] })).toBe('no_safe_join_path')
    const filters = { member: 'core.period', operator: 'equals', values: [1] } as const
    const filtered = { time: october, dimensions: ['core.period'], filters: { ...filters, values: [1] } }
    expect(await codeOf(['daily_matrix'], filtered)).toBe('no_safe_join_path')
  })

  test('a total over periods is left out, because periods overlap; one by periods is counted anew', async () => {
    const totals: MetricQuery['totals'] = [[], ['core.period']]
    const query: MetricQuery = {
      metrics: [{ id: 'x.daily_matrix' }],
      dimensions: ['x.provider', 'core.period'],
      time: october,
      totals,
    }
    const frame = await engine.run(query, { tenant, plugins: new Set(['x']) })
    const rows = frame.totals?.flatMap((total) => total.rows)
    expect(rows).toContainEqual([null, null, null])
    expect(rows).toContainEqual([null, 1, 2 / 3])
  })

  test('lifecycle compares with the bucket before, which is read before the range too', async () => {
    const time = { ...byDay, range: { from: '2026-10-02', to: '2026-10-06' } } as const
    const metrics = ['new', 'returning', 'resurrected', 'churned'].map((part) => `visits_${part}`)
    expect(await ask(metrics, { time })).toEqual([
      ['2026-10-02', 0, 1, 0, 1],
      ['2026-10-03', 1, 0, 0, 1],
      ['2026-10-04', 0, 1, 0, 0],
      // the 5th runs still: who was active on the 4th may yet come
      ['2026-10-05', null, null, null, null],
    ])
    // nobody knows yet who will not come, even where somebody else has
    const range = { from: '2026-10-03', to: '2026-10-06' }
    expect(await ask(['visits_new', 'visits_churned'], { time: { range, timeZone: 'UTC' } })).toEqual([[1, null]])
  })

  test('movements add up from opening to closing, and rates follow from them', async () => {
    const time = { range: { from: '2026-02-01', to: '2026-04-01' }, grain: 'month', timeZone: 'UTC' } as const
    const parts = ['opening', 'new', 'reactivated', 'expansion', 'contraction', 'churned', 'closing']
    expect(
      await ask(
        parts.map((part) => `lines_${part}`),
        { time },
      ),
    ).toEqual([
      ['2026-02-01', 57, 0, 0, 15, 10, 7, 55],
      ['2026-03-01', 55, 100, 9, 0, 0, 0, 164],
    ])
    const [february] = await ask(['nrr', 'grr', 'logo_churn', 'lines_churned_entities'], { time })
    expect(february?.slice(1)).toEqual([(57 + 15 - 10 - 7) / 57, (57 - 10 - 7) / 57, 1 / 3, 1])
  })

  test('movements of a running bucket are as of now, of a future one unknown', async () => {
    const time = { range: { from: '2026-10-01', to: '2026-12-01' }, grain: 'month', timeZone: 'UTC' } as const
    expect(await ask(['lines_opening', 'lines_closing', 'lines_new'], { time })).toEqual([
      ['2026-10-01', 164, 164, 0],
      ['2026-11-01', null, null, null],
    ])
  })

  test.each([
    ['daily_at1', 'later row in day 1', 'none'],
    ['later_at1', 'day 1 or later', 'none'],
    ['grouped_at1', 'day 1 to 2', 'none'],
    ['visits_resurrected', 'not in the one before, but earlier', 'none'],
    ['lines_closing', 'sum of value per account_id open at the end of the bucket', 'semi'],
    ['lines_churned_entities', 'number of account_id with value lost where nothing is open at the end', 'none'],
  ])('the formula of %s is told in words', (metric, words, additivity) => {
    const source = sources[metric]
    if (!source) throw new Error(`the world has no ${metric}`)
    const described = describeSource(source, 'x')
    expect(described.formula).toContain(words)
    expect(described.additivity).toBe(additivity)
  })
})

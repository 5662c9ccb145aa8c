import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryContext, type QueryEngine } from '../src/index.ts'
import { refusedQuestions } from './refused-questions.ts'
import { world } from './answer-world.ts'
import { createWorld, fillWorld, model, tenants } from './world.ts'

describeDatabases('answers', (open) => {
  let database: Database
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const context: QueryContext = { tenant, plugins: new Set(['x']) }
  const ask = (query: object, as: QueryContext = context): Promise<Frame> =>
    engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], ...query }), as)
  const week = { range: { from: '2026-10-01', to: '2026-10-08' } }
  const byDay = { ...week, grain: 'day' }
  const codeOf = (query: object, as: QueryContext = context) =>
    ask(query, as).then(
      () => null,
      (error: { code: string }) => error.code,
    )

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, world)
    engine = createQueryEngine({ model, database, now: () => new Date('2026-10-07T12:00:00Z') })
  })

  test('empty buckets are 0 between the first and the last row, and unknown outside', async () => {
    const frame = await ask({ metrics: [{ id: 'x.rows' }, { id: 'x.mean' }], time: byDay })
    expect(frame.rows).toEqual([
      ['2026-10-01', null, null],
      ['2026-10-02', 2, 1],
      ['2026-10-03', 0, null],
      ['2026-10-04', 2, 2.25],
      ['2026-10-05', 0, null],
      ['2026-10-06', 1, 1],
      ['2026-10-07', null, null],
    ])
    expect(frame.meta.buckets.map((bucket) => bucket.partial)).toEqual([false, false, false, false, false, false, true])
    expect(frame.meta.watermark).toBe('2026-10-06T10:00:00Z')
    expect(frame.meta.recorded?.last).toBe('2026-10-06T10:00:00Z')
  })

  test("fill 'none' leaves empty buckets out", async () => {
    const frame = await ask({ time: byDay, fill: 'none' })
    expect(frame.rows).toEqual([
      ['2026-10-02', 2],
      ['2026-10-04', 2],
      ['2026-10-06', 1],
    ])
  })

  test('a tenant without rows has no number, not zero', async () => {
    const nobody = { ...context, tenant: { ...tenant, id: '00000000-0000-7000-8000-00000000000c' } }
    expect((await ask({ time: week }, nobody)).rows).toEqual([[null]])
  })

  test('a missing dimension value is a group of its own, and every group has every bucket', async () => {
    const frame = await ask({
      dimensions: ['x.provider'],
      time: { range: { from: '2026-10-04', to: '2026-10-06' }, grain: 'day' },
    })
    expect(frame.rows).toEqual([
      ['2026-10-04', 'google', 1],
      ['2026-10-04', null, 1],
      ['2026-10-05', 'google', 0],
      ['2026-10-05', null, 0],
    ])
  })

  test('metrics of different facts stand side by side without multiplying rows', async () => {
    const frame = await ask({
      metrics: [{ id: 'x.rows' }, { id: 'x.spend' }, { id: 'x.cost_per_a' }],
      dimensions: ['x.provider'],
      time: week,
    })
    expect(frame.rows).toEqual([
      ['google', 2, 12, 6],
      ['meta', 2, 0, null],
      [null, 1, 0, 0],
    ])
  })

  test('entity dimensions join many-to-one', async () => {
    const frame = await ask({ dimensions: ['core.segment'], time: week })
    expect(frame.rows).toEqual([['large', 5]])
  })

  test('filters on metrics apply after aggregation, filters of one metric to it alone', async () => {
    const having = { member: 'x.rows', operator: 'gt', values: [1] }
    const frame = await ask({
      dimensions: ['x.provider'],
      time: week,
      filters: { and: [having, { member: 'x.provider', operator: 'set' }] },
    })
    expect(frame.rows).toEqual([
      ['google', 2],
      ['meta', 2],
    ])
    const metrics = [
      { id: 'x.rows' },
      { id: 'x.rows', as: 'meta_rows', filters: { member: 'x.provider', operator: 'equals', values: ['meta'] } },
    ]
    expect((await ask({ metrics, time: week })).rows).toEqual([[5, 2]])
  })

  test('a number is compared as a number, also where it only filters', async () => {
    const larger = (than: number | string) =>
      ask({ time: week, filters: { member: 'x.size', operator: 'gt', values: [than] } })
    // amounts are 1, 1, 2.25, none and 1; as text '10' would be less than '2.25'
    expect((await larger(10)).rows).toEqual([[0]])
    expect((await larger('2')).rows).toEqual([[1]])
    expect(await codeOf({ filters: { member: 'x.size', operator: 'gt', values: ['much'] } })).toBe('invalid_query')
  })

  test('segments narrow the rows as filters do, by name', async () => {
    const asked = { dimensions: ['x.provider'], time: week }
    expect((await ask({ ...asked, segments: ['x.searched'] })).rows).toEqual([['google', 2]])
    const meta = { member: 'x.provider', operator: 'equals', values: ['meta'] }
    expect((await ask({ ...asked, segments: ['x.searched'], filters: meta })).rows).toEqual([])
    expect(await codeOf({ segments: ['x.unheard_of'] })).toBe('unknown_member')
    expect(await codeOf({ segments: ['x.elsewhere'] })).toBe('no_safe_join_path')
    const off = { ...context, plugins: new Set<string>() }
    expect(await codeOf({ metrics: [{ id: 'x.rows' }], segments: ['x.searched'] }, off)).toBe('plugin_disabled')
  })

  test('order, limit and what lies beyond the limit', async () => {
    const asked = { dimensions: ['x.provider'], time: week, order: [{ key: 'x.provider', dir: 'desc' }], limit: 2 }
    const frame = await ask(asked)
    expect(frame.rows.map((row) => row[0])).toEqual(['meta', 'google'])
    expect(frame.meta.truncated).toBe(true)
    expect((await ask({ ...asked, limit: 3 })).meta.truncated).toBe(false)
  })

  test('the largest values keep their rows; the rest is counted anew as one group', async () => {
    const asked = { metrics: [{ id: 'x.rows' }, { id: 'x.users' }], dimensions: ['x.provider'], time: week }
    const top = { dimension: 'x.provider', by: 'x.rows', n: 1 }
    expect((await ask({ ...asked, top })).rows).toEqual([['google', 2, 1]])
    const shares = { ...asked, metrics: [{ id: 'x.rows' }, { id: 'x.rows_share' }] }
    expect((await ask({ ...shares, top })).rows).toEqual([['google', 2, 0.4]])
    const frame = await ask({ ...asked, top: { ...top, other: true } })
    // users 0 and 1 in two groups with user 0 in both: the rest has two users, not three
    expect(frame.rows).toEqual([
      [null, true, 3, 2],
      ['google', false, 2, 1],
    ])
    expect(frame.columns.map(({ name, role, type }) => [name, role, type]).slice(0, 2)).toEqual([
      ['x.provider', 'dimension', 'text'],
      ['x.provider:other', 'other', 'boolean'],
    ])
    const byWeek = await ask({ ...asked, top: { ...top, other: true }, time: { ...week, grain: 'week' } })
    expect(byWeek.rows.filter((row) => row[2] === true).map((row) => row[3])).toEqual([2, 1])
  })

  test('sample sizes stand beside ratios and means when asked for', async () => {
    const frame = await ask({ metrics: [{ id: 'x.mean' }, { id: 'x.a_per_b' }], time: week, samples: true })
    expect(frame.columns.map((column) => column.name)).toEqual(['x.mean', 'x.mean:n', 'x.a_per_b', 'x.a_per_b:n'])
    expect(frame.rows).toEqual([[(1 + 1 + 2.25 + 1) / 4, 4, 1.5, 2]])
  })

  test('a metric that needs a sample says so in its column, and keeps its values', async () => {
    const frame = await ask({ metrics: [{ id: 'x.loss_rate' }, { id: 'x.mean' }], time: week, samples: true })
    expect(frame.columns.map(({ name, minSample }) => [name, minSample])).toEqual([
      ['x.loss_rate', 5],
      ['x.loss_rate:n', undefined],
      ['x.mean', undefined],
      ['x.mean:n', undefined],
    ])
  })

  test('a target for a week stands beside weeks, not beside days or months', async () => {
    const targetOver = async (range: object, grain?: string) => {
      const frame = await ask({ metrics: [{ id: 'x.loss_rate' }], time: { range, ...(grain ? { grain } : {}) } })
      const { target = null, targetOver: over } = frame.columns.at(-1) ?? {}
      expect(over).toEqual(target === null ? { target: { lt: 0.2 }, days: 7 } : undefined)
      return target
    }
    expect(await targetOver({ last: 7, unit: 'day' })).toEqual({ lt: 0.2 })
    expect(await targetOver({ last: 1, unit: 'month' })).toBeNull()
    expect(await targetOver({ last: 7, unit: 'day' }, 'day')).toBeNull()
    expect(await targetOver({ last: 1, unit: 'quarter' }, 'week')).toEqual({ lt: 0.2 })
  })

  test('the target of an amount is for the whole, that of a rate for every part too', async () => {
    const targetsOf = async (asked: object, of: object = {}) => {
      const metrics = ['users', 'median', 'loss_rate'].map((id) => ({ id: `x.${id}`, ...of }))
      const frame = await ask({
        metrics,
        time: { range: { last: 7, unit: 'day' } },
        compare: [{ kind: 'target' }],
        ...asked,
      })
      const stated = frame.columns.filter(({ role }) => role === 'metric').map(({ target }) => target ?? null)
      const bounds = frame.columns.flatMap(({ comparison }, index) => (comparison ? [index] : []))
      return [stated, bounds.map((index) => frame.rows[0]?.[index])]
    }
    const google = { member: 'x.provider', operator: 'equals', values: ['google'] }
    expect(await targetsOf({})).toEqual([
      [{ gte: 3 }, { lt: 9 }, { lt: 0.2 }],
      [3, 9, 0.2],
    ])
    const ofPart = [
      [null, { lt: 9 }, { lt: 0.2 }],
      [null, 9, 0.2],
    ]
    expect(await targetsOf({ filters: google })).toEqual(ofPart)
    expect(await targetsOf({}, { filters: google })).toEqual(ofPart)
    expect(await targetsOf({ dimensions: ['x.provider'] })).toEqual(ofPart)
  })

  test('a target is a comparison that asks the database nothing', async () => {
    const metrics = [{ id: 'x.loss_rate' }, { id: 'x.rows' }]
    const asked = { metrics, compare: [{ kind: 'target' }, { kind: 'previous_period' }] }
    const frame = await ask({ ...asked, time: { range: { last: 7, unit: 'day' } } })
    expect(frame.columns.map(({ name, role, comparison }) => [name, role, comparison])).toEqual([
      ['x.loss_rate', 'metric', undefined],
      ['x.loss_rate:previous_period', 'comparison', 'previous_period'],
      ['x.loss_rate:target', 'comparison', 'target'],
      ['x.rows', 'metric', undefined],
      ['x.rows:previous_period', 'comparison', 'previous_period'],
      ['x.rows:target', 'comparison', 'target'],
    ])
    expect(frame.rows[0]?.[2]).toBe(0.2)
    expect(frame.rows[0]?.slice(3)).toEqual([5, null, null])
    const daily = { range: { last: 7, unit: 'day' }, grain: 'day' }
    const days = await ask({ metrics, compare: [{ kind: 'target' }], time: daily, totals: 'grand' })
    expect(days.rows.map((row) => row[2])).toEqual(Array(7).fill(null))
    expect(days.totals?.[0]?.rows[0]?.[2]).toBe(0.2)
    const query = metricQuerySchema.parse({ metrics, compare: [{ kind: 'target' }], time: week })
    const without = metricQuerySchema.parse({ metrics, time: week })
    expect((await engine.explain(query, context)).parameters).toEqual(
      (await engine.explain(without, context)).parameters,
    )
    expect(await codeOf({ compare: [{ kind: 'target' }, { kind: 'target' }] })).toBe('duplicate_column')
  })

  test('a frame says how it was computed', async () => {
    const frame = await ask({ time: { ...week, timeZone: 'Asia/Kolkata' }, compare: [{ kind: 'previous_period' }] })
    expect(frame.meta).toMatchObject({
      timeZone: 'Asia/Kolkata',
      range: { from: '2026-10-01T00:00:00', fromInstant: '2026-09-30T18:30:00Z' },
      comparisons: [{ key: 'previous_period', range: { from: '2026-09-24T00:00:00' } }],
      source: { kind: 'raw' },
      currency: 'USD',
    })
    expect(frame.columns.map((column) => [column.name, column.role])).toEqual([
      ['x.rows', 'metric'],
      ['x.rows:previous_period', 'comparison'],
    ])
  })

  test('an explanation carries the statement that runs, with its parameters', async () => {
    const query = metricQuerySchema.parse({ metrics: [{ id: 'x.a_per_b' }], time: week })
    const explanation = await engine.explain(query, context)
    expect(explanation.sql).toContain('count(*) filter (where')
    expect(explanation.sql).toContain('from "world"."events"')
    expect(explanation.parameters).toContain(tenants[0])
    expect(explanation.metrics[0]).toMatchObject({ id: 'x.a_per_b', kind: 'ratio', additivity: 'none' })
  })

  test("another tenant's rows never count", async () => {
    const frame = await ask({ dimensions: ['x.provider'], time: week })
    expect(frame.rows.flat()).not.toContain('secret')
    const other = { ...context, tenant: { ...tenant, id: tenants[1] } }
    expect((await ask({ dimensions: ['x.provider'], time: week }, other)).rows).toEqual([['secret', 1]])
  })

  test('what cannot be answered safely is refused by name', async () => {
    expect(await codeOf({}, { ...context, plugins: new Set<string>() })).toBe('plugin_disabled')
    for (const [query, code] of refusedQuestions) expect(await codeOf(query), JSON.stringify(query)).toBe(code)
  })

  test('values that look like SQL are only values', async () => {
    const evil = `'; drop table world.events; --`
    const frame = await ask({
      time: week,
      filters: { member: 'x.provider', operator: 'contains', values: [evil, '%'] },
    })
    expect(frame.rows).toEqual([[0]])
  })
})

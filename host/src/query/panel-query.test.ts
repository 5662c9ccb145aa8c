import fc from 'fast-check'
import { expect, test } from 'vitest'
import { metricQuerySchema, type Range } from '@tessera/plugin-api/wire'
import { autoGrain, mostPoints, rangeDays } from './auto-grain.ts'
import { byDay, drillQuery, panelQuery, trendQuery, type PageTime } from './panel-query.ts'

const page: PageTime = {
  range: { last: 30, unit: 'day' },
  compare: [{ kind: 'previous_period' }],
  timeZone: 'Europe/Berlin',
  segments: [],
  now: '2026-11-20T12:00:00Z',
}

test('a panel takes range, zone, now and comparison from the page', () => {
  const query = panelQuery({ metrics: ['integrations.connected_users'], grain: 'auto' }, page)
  expect(query).toEqual({
    metrics: [{ id: 'integrations.connected_users' }],
    time: { range: { last: 30, unit: 'day' }, grain: 'day', timeZone: 'Europe/Berlin', now: '2026-11-20T12:00:00Z' },
    compare: [{ kind: 'previous_period' }],
  })
})

test('a pinned range and its own comparison win over the page', () => {
  const range: Range = { toDate: 'year' }
  const query = panelQuery({ metrics: ['sales.win_rate'], range, grain: 'auto', compare: 'none' }, page)
  expect(query.time).toMatchObject({ range, grain: 'week' })
  expect(query.compare).toBeUndefined()
  const own = panelQuery({ metrics: ['sales.win_rate'], compare: [{ kind: 'shift', n: 1, unit: 'year' }] }, page)
  expect(own.compare).toEqual([{ kind: 'shift', n: 1, unit: 'year' }])
})

test('the trend is the first metric alone over time, with the panel filter and without comparison', () => {
  const filters = { member: 'integrations.provider', operator: 'equals' as const, values: ['google'] }
  expect(trendQuery({ metrics: ['a.b', 'a.c'], dimensions: ['a.d'], filters }, page)).toEqual({
    metrics: [{ id: 'a.b' }],
    time: { range: page.range, grain: 'day', timeZone: page.timeZone, now: page.now },
    filters,
  })
})

test('a panel is narrowed to its own segments and the page’s, its trend and its drill too', () => {
  const panel = { metrics: ['a.b'], dimensions: ['a.provider'], segments: ['a.paying'] }
  const narrowed = { ...page, segments: ['a.large', 'a.paying'] }
  for (const query of [panelQuery, trendQuery]) expect(query(panel, narrowed).segments).toEqual(['a.paying', 'a.large'])
  expect(drillQuery(panel, 'a.reason', narrowed).segments).toEqual(['a.paying', 'a.large'])
  expect(panelQuery({ metrics: ['a.b'] }, narrowed).segments).toEqual(['a.large', 'a.paying'])
  expect(panelQuery({ metrics: ['a.b'] }, page).segments).toBeUndefined()
})

test('a drill narrows to the value picked and keeps the filters there were', () => {
  const filters = { member: 'a.region', operator: 'equals' as const, values: ['emea'] }
  const panel = { metrics: ['a.b'], dimensions: ['a.provider'], filters, limit: 3 }
  const picked = drillQuery(panel, 'a.reason', { ...page, value: 'google' })
  expect(picked.dimensions).toEqual(['a.reason'])
  expect(picked.filters).toEqual({ and: [filters, { member: 'a.provider', operator: 'equals', values: ['google'] }] })
  expect(drillQuery(panel, 'a.reason', page).filters).toEqual(filters)
  const missing = drillQuery({ metrics: ['a.b'], dimensions: ['a.provider'] }, 'a.reason', { ...page, value: null })
  expect(missing.filters).toEqual({ member: 'a.provider', operator: 'notSet' })
})

test('what is built is a valid query, and no automatic grain gives more points than can be read', () => {
  const unit = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const, 'year' as const)
  const range: fc.Arbitrary<Range> = fc.oneof(
    fc.record({ last: fc.integer({ min: 1, max: 90 }), unit }),
    fc.record({ toDate: unit }),
    fc.record({ calendar: fc.constantFrom('this' as const, 'last' as const), unit }),
  )
  const perDay = { minute: 1440, hour: 24, day: 1, week: 1 / 7, month: 1 / 30, quarter: 1 / 91, year: 1 / 365 }
  fc.assert(
    fc.property(
      range,
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (r, at) => {
        const query = panelQuery({ metrics: ['a.b'], grain: 'auto' }, { ...page, range: r, now: at.toISOString() })
        expect(metricQuerySchema.safeParse(query).success).toBe(true)
        const grain = autoGrain(r, at)
        expect(rangeDays(r, at) * perDay[grain]).toBeLessThanOrEqual(mostPoints * 1.05)
      },
    ),
  )
})

test('hours become days where a fact knows only days; coarser grains stay', () => {
  const oneDay = { ...page, range: { last: 1, unit: 'day' } as const }
  const hourly = trendQuery({ metrics: ['billing.mrr'] }, oneDay)
  expect(hourly.time?.grain).toBe('hour')
  expect(byDay(hourly)).toEqual({ ...hourly, time: { ...hourly.time, grain: 'day' } })
  expect(byDay(trendQuery({ metrics: ['billing.mrr'] }, page))).toBeNull()
  expect(byDay(panelQuery({ metrics: ['billing.mrr'] }, oneDay))).toBeNull()
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { builtInViews, customView, type PanelQuery, type ViewNeeds, type ViewShape } from '@tessera/plugin-api'
import { metricQuerySchema, type Range } from '@tessera/plugin-api/wire'
import { drillQuery, panelQuery, panelQuestions, trendQuery, type PageTime } from './panel-query.ts'

const page: PageTime = {
  range: { last: 30, unit: 'day' },
  compare: [{ kind: 'previous_period' }],
  timeZone: 'Europe/Berlin',
  segments: [],
  now: '2026-11-20T12:00:00Z',
}

const views = { ...builtInViews, custom: customView }
type View = keyof typeof views
const drawn = (view: View, query: PanelQuery) => ({ shape: views[view], query })

test('a panel takes range, zone, now and comparison from the page', () => {
  const query = panelQuery(drawn('line', { metrics: ['integrations.connected_users'], grain: 'auto' }), page)
  expect(query).toEqual({
    metrics: [{ id: 'integrations.connected_users' }],
    time: { range: { last: 30, unit: 'day' }, grain: 'auto', timeZone: 'Europe/Berlin', now: '2026-11-20T12:00:00Z' },
    compare: [{ kind: 'previous_period' }],
  })
})

test('a pinned range and its own comparison win over the page', () => {
  const range: Range = { toDate: 'year' }
  const query = panelQuery(drawn('line', { metrics: ['sales.win_rate'], range, grain: 'auto', compare: 'none' }), page)
  expect(query.time).toMatchObject({ range, grain: 'auto' })
  expect(query.compare).toBeUndefined()
  const own = panelQuery(
    drawn('table', { metrics: ['sales.win_rate'], compare: [{ kind: 'shift', n: 1, unit: 'year' }] }),
    page,
  )
  expect(own.compare).toEqual([{ kind: 'shift', n: 1, unit: 'year' }])
})

test('the trend is the first metric alone over time, with the panel filter and without comparison', () => {
  const filters = { member: 'integrations.provider', operator: 'equals' as const, values: ['google'] }
  expect(trendQuery(drawn('big_number', { metrics: ['a.b', 'a.c'], filters }), page)).toEqual({
    metrics: [{ id: 'a.b' }],
    time: { range: page.range, grain: 'auto', timeZone: page.timeZone, now: page.now },
    filters,
  })
  expect(trendQuery(drawn('line', { metrics: ['a.b'] }), page)).toBeNull()
  const bare = { ...drawn('big_number', { metrics: ['a.b'] }), options: { sparkline: false } }
  expect(trendQuery(bare, page)).toBeNull()
})

test('a panel is narrowed to its own segments and the page’s, its trend and its drill too', () => {
  const panel = drawn('big_number', { metrics: ['a.b'], segments: ['a.paying'] })
  const narrowed = { ...page, segments: ['a.large', 'a.paying'] }
  for (const query of [panelQuery, trendQuery])
    expect(query(panel, narrowed)?.segments).toEqual(['a.paying', 'a.large'])
  expect(drillQuery(panel, 'a.reason', narrowed).segments).toEqual(['a.paying', 'a.large'])
  expect(panelQuery(drawn('table', { metrics: ['a.b'] }), narrowed).segments).toEqual(['a.large', 'a.paying'])
  expect(panelQuery(drawn('table', { metrics: ['a.b'] }), page).segments).toBeUndefined()
})

test('a drill narrows to the value picked and keeps the filters there were', () => {
  const filters = { member: 'a.region', operator: 'equals' as const, values: ['emea'] }
  const panel = drawn('ranked_bar', { metrics: ['a.b'], dimensions: ['a.provider'], filters })
  const picked = drillQuery(panel, 'a.reason', { ...page, value: 'google' })
  expect(picked).toMatchObject({ dimensions: ['a.reason'], order: [{ key: 'a.b', dir: 'desc' }], limit: 100 })
  expect(picked.top).toBeUndefined()
  expect(picked.filters).toEqual({ and: [filters, { member: 'a.provider', operator: 'equals', values: ['google'] }] })
  expect(drillQuery(panel, 'a.reason', page).filters).toEqual(filters)
  const missing = drillQuery(drawn('table', { metrics: ['a.b'], dimensions: ['a.provider'] }), 'a.reason', {
    ...page,
    value: null,
  })
  expect(missing.filters).toEqual({ member: 'a.provider', operator: 'notSet' })
})

test('a view asks for as many values as it draws, and for the rest of them', () => {
  const top = (view: View, more: Partial<PanelQuery> = {}, options = {}) =>
    panelQuery({ ...drawn(view, { metrics: ['a.b'], dimensions: ['a.d'], grain: 'auto', ...more }), options }, page).top
  expect(top('line')).toEqual({ dimension: 'a.d', by: 'a.b', n: 8, other: 'auto' })
  expect(top('line', { metrics: ['a.b', 'a.c', 'a.e'] })).toMatchObject({ n: 2 })
  expect(top('ranked_bar')).toMatchObject({ n: 12 })
  expect(top('ranked_bar', { metrics: ['a.b', 'a.c'] }, { top: 5 })).toMatchObject({ by: 'a.b', n: 5 })
  for (const view of ['table', 'targets', 'custom'] as const) expect(top(view)).toBeUndefined()
  expect(top('line', { limit: 20 })).toBeUndefined()
  expect(top('line', { dimensions: [] })).toBeUndefined()
  expect(top('line', { dimensions: ['a.d', 'a.e'] })).toBeUndefined()
  expect(top('line', { dimensions: ['core.period'] })).toBeUndefined()
})

test('a view of a plugin states how many values, which option says otherwise, and whether its course is asked for', () => {
  const shape: ViewShape = {
    needs: { time: 'never', dimensions: {}, metrics: {} },
    state: { top: { values: 30, option: 'most', shared: true }, course: { option: 'course' } },
    size: { least: { w: 1, h: 1 }, usual: { w: 1, h: 1 } },
  }
  const asked = { shape, query: { metrics: ['a.b', 'a.c'], dimensions: ['a.d'] } }
  expect(panelQuery(asked, page).top).toMatchObject({ by: 'a.b', n: 15 })
  expect(panelQuery({ ...asked, options: { most: 7 } }, page).top).toMatchObject({ n: 3 })
  expect(panelQuery({ ...asked, options: { top: 7 } }, page).top).toMatchObject({ n: 15 })
  expect(trendQuery(asked, page)?.metrics).toEqual([{ id: 'a.b' }])
  expect(trendQuery({ ...asked, options: { course: false } }, page)).toBeNull()
  expect(trendQuery({ ...asked, options: { sparkline: false } }, page)).not.toBeNull()
})

test('weekdays and hours are asked for in their order, all of them but as lines', () => {
  const asked = (view: View, query: PanelQuery) => {
    const { top, order } = panelQuery(drawn(view, query), page)
    return { top, order }
  }
  const [weekday, hour] = ['core.weekday', 'core.hour_of_day'] as const
  const inOrder = (...keys: string[]) => ({ top: undefined, order: keys.map((key) => ({ key, dir: 'asc' })) })
  expect(asked('ranked_bar', { metrics: ['a.b'], dimensions: [hour] })).toEqual(inOrder(hour))
  expect(asked('table', { metrics: ['a.b'], dimensions: [weekday, hour] })).toEqual(inOrder(weekday, hour))
  expect(asked('table', { metrics: ['a.b'], dimensions: ['a.d', hour] }).order).toBeUndefined()
  const order = [{ key: 'a.b', dir: 'desc' as const }]
  expect(asked('table', { metrics: ['a.b'], dimensions: [hour], order })).toEqual({ top: undefined, order })
  expect(asked('ranked_bar', { metrics: ['a.b'], dimensions: [hour], limit: 3 }).order).toBeUndefined()
  const lines = asked('line', { metrics: ['a.b'], dimensions: [hour], grain: 'auto' })
  expect(lines).toEqual({ top: { dimension: hour, by: 'a.b', n: 8, other: 'auto' }, order: undefined })
  const drill = drillQuery(drawn('big_number', { metrics: ['a.b'] }), weekday, page)
  expect(drill).toMatchObject({ dimensions: [weekday], order: [{ key: weekday, dir: 'asc' }] })
})

test('every question a page asks for a panel that fits its view is a valid query', () => {
  const unit = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const, 'year' as const)
  const range: fc.Arbitrary<Range> = fc.oneof(
    fc.record({ last: fc.integer({ min: 1, max: 90 }), unit }),
    fc.record({ toDate: unit }),
    fc.record({ calendar: fc.constantFrom('this' as const, 'last' as const), unit }),
  )
  const ids = (stem: string, least: number, most: number) =>
    fc.integer({ min: least, max: most }).map((n) => Array.from({ length: n }, (_, at) => `a.${stem}${at}`))
  const panel = fc.constantFrom(...(Object.keys(views) as View[])).chain((view) => {
    const { time, dimensions: count, metrics }: ViewNeeds = views[view].needs
    const grain = time === 'needed' ? fc.constant('auto' as const) : fc.constant(undefined)
    const dimensions = count.most === 0 ? fc.constant([]) : ids('d', count.least ?? 0, Math.min(3, count.most ?? 3))
    const query = fc.record({
      metrics: ids('m', metrics.least ?? 1, metrics.most ?? 12),
      dimensions,
      grain,
      segments: ids('s', 0, 2),
    })
    return query.map(({ grain: by, ...rest }) => ({
      shape: views[view] as ViewShape,
      query: { ...rest, ...(by === undefined ? {} : { grain: by }) },
      drill: { dimension: 'a.by', title: 'By' },
    }))
  })
  fc.assert(
    fc.property(panel, range, fc.boolean(), (asked, span, compares) => {
      const on = { ...page, range: span, compare: compares ? page.compare : [] }
      for (const { query } of panelQuestions(asked, on)) {
        expect(metricQuerySchema.safeParse(query).error).toBeUndefined()
        const lines = (query.top?.n ?? 0) * (asked.shape.needs.time === 'needed' ? query.metrics.length : 1)
        expect(lines).toBeLessThanOrEqual(Math.max(asked.shape.state?.top?.values ?? 0, query.metrics.length))
      }
    }),
  )
})

test('rules of a panel are asked for with its course and its drill, and a feed asks for no periods without anything', () => {
  const rules = { 'a.rule': 'net' }
  const panel = drawn('big_number', { metrics: ['a.b'], rules })
  for (const query of [panelQuery(panel, page), trendQuery(panel, page), drillQuery(panel, 'a.reason', page)])
    expect(query?.rules).toEqual(rules)
  const happened = { metrics: ['a.b'], dimensions: ['a.who'], grain: 'day' } as const
  expect(panelQuery(drawn('feed', happened), page).fill).toBe('none')
  expect(panelQuery(drawn('line', happened), page).fill).toBeUndefined()
})

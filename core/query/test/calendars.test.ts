import { expect, test } from 'vitest'
import type { Compare, Grain, MetricQuery, Range } from '@tessera/plugin-api/wire'
import { resolveTime } from '../src/time/resolve-time.ts'
import type { Span } from '../src/time/span.ts'
import { retailCalendar } from './retail.ts'

const tenant = {
  id: '',
  slug: 't',
  name: 'T',
  timeZone: 'America/New_York',
  currency: 'USD',
  weekStart: 7,
  fiscalYearStartMonth: 4,
  asOf: null,
}
/** 2024 ends on 1 February 2025, 2025 with its 53rd week on 7 February 2026. */
const periods = retailCalendar('2024-02-04', [2024, 2025, 2026], [2025])

interface Options {
  readonly grain?: Grain
  readonly calendar?: string
  readonly compare?: Compare
  readonly at?: string
}

function resolve(range: Range, options: Options = {}) {
  const { compare, at = '2026-11-20T14:30:00Z', ...time } = options
  const query: MetricQuery = {
    metrics: [{ id: 'x.rows' }],
    time: { range, ...time },
    ...(compare ? { compare: [compare] } : {}),
  }
  return resolveTime(query, tenant, { now: new Date(at), periods })
}

const day = (at: Temporal.PlainDateTime) => at.toPlainDate().toString()
const span = ({ local }: Span) => `${day(local.from)} ${day(local.to)}`
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

const fiscal = { calendar: 'fiscal' }
const retail = { calendar: 'retail' }

test('fiscal quarters and years start with the fiscal year, and so do ranges', () => {
  expect(span(resolve({ calendar: 'this', unit: 'quarter' }, fiscal).span)).toBe('2026-10-01 2027-01-01')
  expect(span(resolve({ calendar: 'this', unit: 'year' }, fiscal).span)).toBe('2026-04-01 2027-04-01')
  expect(span(resolve({ calendar: 'last', unit: 'year' }, fiscal).span)).toBe('2025-04-01 2026-04-01')
  expect(span(resolve({ last: 2, unit: 'year' }, fiscal).span)).toBe('2024-04-01 2026-04-01')
  expect(day(resolve({ toDate: 'year' }, fiscal).span.local.from)).toBe('2026-04-01')
  const january = { ...fiscal, at: '2027-02-10T12:00:00Z' }
  expect(span(resolve({ calendar: 'this', unit: 'year' }, january).span)).toBe('2026-04-01 2027-04-01')
  expect(span(resolve({ calendar: 'this', unit: 'year' }).span)).toBe('2026-01-01 2027-01-01')
})

test('fiscal quarters and years are named after the calendar year they end in', () => {
  const range = { from: '2026-01-01', to: '2027-01-01' }
  expect(resolve(range, { ...fiscal, grain: 'quarter' }).slots.map(({ label, title }) => [label, title])).toEqual([
    ['2026-01-01', 'FY2026 Q4'],
    ['2026-04-01', 'FY2027 Q1'],
    ['2026-07-01', 'FY2027 Q2'],
    ['2026-10-01', 'FY2027 Q3'],
  ])
  const years = resolve(range, { ...fiscal, grain: 'year' }).slots
  expect(years.map(({ label, title, clipped }) => [label, title, clipped])).toEqual([
    ['2025-04-01', 'FY2026', true],
    ['2026-04-01', 'FY2027', true],
  ])
  expect(resolve(range, { ...fiscal, grain: 'month' }).slots[0]?.title).toBeUndefined()
  expect(resolve(range, { grain: 'quarter' }).slots[0]?.title).toBeUndefined()
})

test('weeks, months, quarters and years of a 4-4-5 calendar are those of its table', () => {
  const year = resolve({ calendar: 'last', unit: 'year' }, { ...retail, grain: 'month' })
  expect(span(year.span)).toBe('2025-02-02 2026-02-08')
  expect(year.slots.map(({ local }) => local.from.until(local.to, { largestUnit: 'weeks' }).weeks)).toEqual([
    4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6,
  ])
  expect(year.slots.at(-1)).toMatchObject({ label: '2025-12-28', title: '2025 P12', clipped: false })
  expect(resolve({ last: 1, unit: 'quarter' }, { ...retail, grain: 'week' }).slots).toHaveLength(13)
  expect(span(resolve({ calendar: 'this', unit: 'month' }, retail).span)).toBe('2026-11-08 2026-12-06')
  const clipped = resolve({ from: '2026-02-05', to: '2026-02-10' }, { ...retail, grain: 'year' }).slots
  expect(clipped.map(({ title, ...slot }) => [title, span(slot)])).toEqual([
    ['2025', '2026-02-05 2026-02-08'],
    ['2026', '2026-02-08 2026-02-10'],
  ])
})

test('a year earlier, week 12 stands beside week 12, and a 53rd week beside nothing', () => {
  const compare = { kind: 'shift', n: 1, unit: 'year' } as const
  const weeks = resolve({ calendar: 'last', unit: 'year' }, { ...retail, grain: 'week', compare })
  const compared = weeks.comparisons[0]
  expect(compared && span(compared.span)).toBe('2024-02-04 2025-02-02')
  expect(compared?.slots.map((slot) => slot && day(slot.local.from))).toEqual([
    ...Array.from({ length: 52 }, (_, n) =>
      Temporal.PlainDate.from('2024-02-04')
        .add({ days: 7 * n })
        .toString(),
    ),
    null,
  ])
  const after = resolve({ calendar: 'this', unit: 'year' }, { ...retail, grain: 'week', compare }).comparisons[0]
  // why: this year has no 53rd week, so its last week stands beside the last two
  expect(after?.slots.map((slot) => slot && span(slot)).at(-1)).toBe('2026-01-25 2026-02-08')
  const months = resolve({ calendar: 'this', unit: 'year' }, { ...retail, grain: 'month', compare }).comparisons[0]
  expect(months?.slots.map((slot) => slot && span(slot)).at(-1)).toBe('2025-12-28 2026-02-08')
  const days = resolve({ from: '2026-01-30', to: '2026-02-03' }, { ...retail, grain: 'day', compare }).comparisons[0]
  expect(days?.slots.map((slot) => slot && day(slot.local.from))).toEqual(['2025-01-31', '2025-02-01', null, null])
})

test('the period before steps by the calendar; so far this quarter stands beside as much of the last', () => {
  const before = { compare: { kind: 'previous_period' }, ...retail } as const
  const quarter = resolve({ calendar: 'this', unit: 'quarter' }, { ...before, grain: 'month' }).comparisons[0]
  expect(quarter?.slots.map((slot) => slot && span(slot))).toEqual([
    '2026-08-09 2026-09-06',
    '2026-09-06 2026-10-04',
    '2026-10-04 2026-11-08',
  ])
  const sofar = resolve({ toDate: 'month' }, before)
  expect(span(sofar.span)).toBe('2026-11-08 2026-11-20')
  expect(sofar.comparisons.map((c) => span(c.span))).toEqual(['2026-10-04 2026-10-16'])
})

test('a question beyond a calendar, or with one nobody made, is refused', () => {
  expect(codeOf(() => resolve({ last: 4, unit: 'year' }, retail))).toBe('calendar_span')
  expect(codeOf(() => resolve({ from: '2027-02-01', to: '2027-02-10' }, { ...retail, grain: 'week' }))).toBe(
    'calendar_span',
  )
  const compare = { kind: 'shift', n: 3, unit: 'year' } as const
  expect(codeOf(() => resolve({ calendar: 'this', unit: 'year' }, { ...retail, compare }))).toBe('calendar_span')
  expect(codeOf(() => resolve({ from: '1999-01-01', to: '1999-01-10' }, { ...retail, grain: 'day' }))).toBeNull()
  const query: MetricQuery = { metrics: [{ id: 'x.rows' }], time: { range: { toDate: 'week' }, calendar: 'shop' } }
  expect(codeOf(() => resolveTime(query, tenant, { now: new Date() }))).toBe('calendar_unknown')
})

test('the last day of a longer span is compared too, however short the month before', () => {
  const march = resolve(
    { from: '2026-03-01', to: '2026-04-01' },
    { grain: 'day', compare: { kind: 'previous_period' } },
  ).comparisons[0]
  expect(march?.slots.map((slot) => slot && day(slot.local.from)).slice(-2)).toEqual(['2026-02-27', '2026-02-28'])
})

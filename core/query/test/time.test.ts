import { expect, test } from 'vitest'
import type { Compare, Grain, MetricQuery, Range } from '@tessera/plugin-api/wire'
import { resolveTime } from '../src/time/resolve-time.ts'
import type { Span } from '../src/time/span.ts'

const tenant = { id: '', slug: 't', name: 'T', timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 1, asOf: null }
const now = new Date('2026-11-20T14:30:00Z')

interface Options {
  readonly grain?: Grain
  readonly timeZone?: string
  readonly weekStart?: number
  readonly compare?: Compare
  readonly at?: Date
}

function resolve(range: Range, options: Options = {}) {
  const { compare, at, ...time } = options
  const query: MetricQuery = {
    metrics: [{ id: 'x.rows' }],
    time: { range, ...time },
    ...(compare ? { compare: [compare] } : {}),
  }
  return resolveTime(query, tenant, { now: at ?? now })
}

const span = ({ local }: Span) => `${local.from} ${local.to}`

test('relative ranges end at the last complete unit of the zone', () => {
  expect(span(resolve({ last: 30, unit: 'day' }).span)).toBe('2026-10-21T00:00:00 2026-11-20T00:00:00')
  expect(span(resolve({ last: 30, unit: 'day', offset: -1 }).span)).toBe('2026-10-22T00:00:00 2026-11-21T00:00:00')
  expect(span(resolve({ last: 2, unit: 'month' }).span)).toBe('2026-09-01T00:00:00 2026-11-01T00:00:00')
  expect(span(resolve({ last: 1, unit: 'week' }, { weekStart: 7 }).span)).toBe(
    '2026-11-08T00:00:00 2026-11-15T00:00:00',
  )
  expect(span(resolve({ last: 6, unit: 'hour' }).span)).toBe('2026-11-20T09:00:00 2026-11-20T15:00:00')
  expect(span(resolve({ toDate: 'quarter' }).span)).toBe('2026-10-01T00:00:00 2026-11-20T15:30:00')
  expect(span(resolve({ calendar: 'last', unit: 'year' }).span)).toBe('2025-01-01T00:00:00 2026-01-01T00:00:00')
})

test('today is the day of the zone, not of UTC', () => {
  const lateEvening = new Date('2026-11-20T23:30:00Z')
  expect(span(resolve({ calendar: 'this', unit: 'day' }, { at: lateEvening }).span)).toBe(
    '2026-11-21T00:00:00 2026-11-22T00:00:00',
  )
  const options = { at: lateEvening, timeZone: 'America/New_York' }
  expect(span(resolve({ calendar: 'this', unit: 'day' }, options).span)).toBe('2026-11-20T00:00:00 2026-11-21T00:00:00')
})

test('days on which the clock changes have 23 and 25 hours, and buckets neither overlap nor leave gaps', () => {
  const hours = (day: string, next: string) => resolve({ from: day, to: next }, { grain: 'hour' }).slots
  expect(hours('2026-03-29', '2026-03-30')).toHaveLength(23)
  expect(hours('2026-10-25', '2026-10-26')).toHaveLength(25)
  const days = resolve({ from: '2026-10-24', to: '2026-10-27' }, { grain: 'day' }).slots
  expect(days.map((slot) => slot.from.until(slot.to).total('hours'))).toEqual([24, 25, 24])
  for (const [index, slot] of hours('2026-10-25', '2026-10-26').entries()) {
    const before = hours('2026-10-25', '2026-10-26')[index - 1]
    if (before) expect(slot.from.equals(before.to)).toBe(true)
  }
})

test('an hour begins at a full one of the clock and where it is set, whatever the range begins with', () => {
  const starts = (from: string) =>
    resolve({ from, to: '2024-04-07T04:00' }, { grain: 'hour', timeZone: 'Australia/Lord_Howe' }).slots.map(
      ({ label, from: begin, to }) => `${label} ${begin.until(to).total('minutes')}`,
    )
  // The clock goes back by half an hour, from 02:00 to 01:30, at 15:00 UTC.
  expect(starts('2024-04-07T01:00')).toEqual([
    '2024-04-06T14:00:00Z 60',
    '2024-04-06T15:00:00Z 30',
    '2024-04-06T15:30:00Z 60',
    '2024-04-06T16:30:00Z 60',
  ])
  expect(starts('2024-04-06T15:10Z')).toEqual([
    '2024-04-06T15:00:00Z 20',
    '2024-04-06T15:30:00Z 60',
    '2024-04-06T16:30:00Z 60',
  ])
})

test('a day begins when the clock is set where midnight is skipped, and a day left out has no bucket', () => {
  const days = (from: string, to: string, timeZone: string) =>
    resolve({ from, to }, { grain: 'day', timeZone }).slots.map(({ label, from: begin }) => `${label} ${begin}`)
  expect(days('2018-11-03', '2018-11-05', 'America/Sao_Paulo')).toEqual([
    '2018-11-03 2018-11-03T03:00:00Z',
    '2018-11-04 2018-11-04T03:00:00Z',
  ])
  expect(days('2011-12-29', '2012-01-01', 'Pacific/Apia')).toEqual([
    '2011-12-29 2011-12-29T10:00:00Z',
    '2011-12-31 2011-12-30T10:00:00Z',
  ])
  // In 2010 the clock of St. John's went from 00:01 back into the day before: the day that had begun goes on.
  const at = new Date('2010-11-07T02:45:00Z')
  expect(span(resolve({ calendar: 'last', unit: 'day' }, { at, timeZone: 'America/St_Johns' }).span)).toBe(
    '2010-11-06T00:00:00 2010-11-07T00:00:00',
  )
})

test('hours of a zone off the hour start at its own full hours', () => {
  const slots = resolve({ from: '2026-10-01', to: '2026-10-02' }, { grain: 'hour', timeZone: 'Asia/Kolkata' }).slots
  expect(slots.map((slot) => slot.label).slice(0, 2)).toEqual(['2026-09-30T18:30:00Z', '2026-09-30T19:30:00Z'])
})

test('buckets cut by the range are marked and carry the label of the whole bucket', () => {
  const slots = resolve({ from: '2026-10-30', to: '2026-11-10' }, { grain: 'week' }).slots
  expect(slots.map(({ label, clipped }) => [label, clipped])).toEqual([
    ['2026-10-26', true],
    ['2026-11-02', false],
    ['2026-11-09', true],
  ])
})

test('the previous period is as long and lies right before', () => {
  const march = resolve({ from: '2026-03-01', to: '2026-04-01' }, { compare: { kind: 'previous_period' } })
  expect(march.comparisons.map((c) => span(c.span))).toEqual(['2026-01-29T00:00:00 2026-03-01T00:00:00'])
  const relative = resolve({ last: 30, unit: 'day' }, { compare: { kind: 'previous_period' }, grain: 'day' })
  expect(relative.comparisons[0]?.slots).toHaveLength(30)
  expect(relative.comparisons[0]?.slots[0]?.from.toString()).toBe('2026-09-20T22:00:00Z')
})

test('so far this month is compared with the same elapsed part of last month', () => {
  const toDate = resolve({ toDate: 'month' }, { compare: { kind: 'previous_period' } })
  expect(toDate.comparisons.map((c) => span(c.span))).toEqual(['2026-10-01T00:00:00 2026-10-20T15:30:00'])
  const endOfMarch = { compare: { kind: 'previous_period' }, at: new Date('2026-03-31T10:00:00Z') } as const
  expect(resolve({ toDate: 'month' }, endOfMarch).comparisons.map((c) => span(c.span))).toEqual([
    '2026-02-01T00:00:00 2026-03-01T00:00:00',
  ])
})

test('a shift by months leaves days without counterpart empty, so that no day is read twice', () => {
  const shifted = resolve(
    { from: '2026-03-27', to: '2026-04-02' },
    { grain: 'day', compare: { kind: 'shift', n: 1, unit: 'month' } },
  )
  const dates = shifted.comparisons[0]?.slots.map((slot) => slot?.local.from.toPlainDate().toString() ?? null)
  expect(dates).toEqual(['2026-02-27', '2026-02-28', null, null, null, '2026-03-01'])
})

test('a shift to a shorter month takes in its last day', () => {
  const compare = { kind: 'shift', n: 1, unit: 'month' } as const
  const days = resolve({ from: '2026-03-01', to: '2026-03-31' }, { grain: 'day', compare }).comparisons[0]
  expect(days && span(days.span)).toBe('2026-02-01T00:00:00 2026-03-01T00:00:00')
  expect(days?.slots.filter((slot) => slot !== null)).toHaveLength(28)
  const whole = resolve({ from: '2026-02-01', to: '2026-03-01' }, { compare }).comparisons[0]
  expect(whole && span(whole.span)).toBe('2026-01-01T00:00:00 2026-02-01T00:00:00')
})

test('29 February has no counterpart a year earlier, and 28 February is read once', () => {
  const leap = resolve(
    { from: '2024-02-28', to: '2024-03-02' },
    { grain: 'day', compare: { kind: 'shift', n: 1, unit: 'year' } },
  )
  const dates = leap.comparisons[0]?.slots.map((slot) => slot?.local.from.toPlainDate().toString() ?? null)
  expect(dates).toEqual(['2023-02-28', null, '2023-03-01'])
})

test('a shift aligned by weekday compares a Friday with a Friday', () => {
  const friday = resolve(
    { from: '2026-11-27', to: '2026-11-28' },
    { compare: { kind: 'shift', n: 1, unit: 'year', align: 'weekday' } },
  )
  expect(friday.comparisons[0]?.span.local.from.toString()).toBe('2025-11-28T00:00:00')
  expect(friday.comparisons[0]?.key).toBe('shift_1_year_weekday')
})

test('wrong times are refused by name', () => {
  const code = (run: () => unknown) => {
    try {
      run()
      return null
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  expect(code(() => resolve({ last: 1, unit: 'day' }, { timeZone: 'Mars/Olympus' }))).toBe('zone_unknown')
  expect(code(() => resolve({ from: '2026-10-02', to: '2026-10-02' }))).toBe('range_empty')
  expect(code(() => resolve({ from: '2026-02-30', to: '2026-10-02' }))).toBe('invalid_query')
  expect(code(() => resolve({ last: 400, unit: 'day' }, { grain: 'minute' }))).toBe('too_many_groups')
  const weekday = { kind: 'shift', n: 1, unit: 'day', align: 'weekday' } as const
  expect(code(() => resolve({ last: 1, unit: 'day' }, { compare: weekday }))).toBe('invalid_query')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Compare, Grain, MetricQuery, Range } from '@tessera/plugin-api/wire'
import { ProblemError } from '@tessera/plugin-api'
import { resolveTime } from '../src/time/resolve-time.ts'
import { describeSpan } from '../src/time/span.ts'
import { retailCalendar } from './retail.ts'

const zones = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'America/St_Johns',
  'Pacific/Apia',
] as const

const tenant = { id: '', slug: 't', name: 'T', timeZone: 'UTC', currency: 'EUR', weekStart: 1, fiscalYearStartMonth: 4 }
const years = Array.from({ length: 30 }, (_, n) => 2000 + n)
const periods = retailCalendar('2000-01-30', years, [2003, 2008, 2014, 2020, 2025])

const civil = ['day', 'week', 'month', 'quarter', 'year'] as const
const grains = ['minute', 'hour', ...civil] as const
const two = (n: number) => String(n).padStart(2, '0')

/** Days around changes of clocks, ends of months and the day that Samoa left out. */
const days = fc.oneof(
  fc.constantFrom('2024-11-03', '2024-03-10', '2024-04-07', '2018-11-04', '2010-11-07', '2011-12-30', '2024-02-29'),
  fc
    .tuple(fc.integer({ min: 2008, max: 2026 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 15, 28, 30, 31))
    .map(([year, month, day]) => Temporal.PlainDate.from({ year, month, day }).toString()),
)
const clock = fc.tuple(fc.nat(23), fc.constantFrom(0, 30, 59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`)
const dates = fc
  .tuple(days, fc.constantFrom(1, 2, 28, 30, 31, 90, 366, 800))
  .map(([from, n]) => ({ from, to: Temporal.PlainDate.from(from).add({ days: n }).toString() }))
const times = fc
  .tuple(days, clock, fc.constantFrom('', '', 'Z', '-05:00'), fc.integer({ min: 1, max: 5_000 }))
  .map(([day, time, offset, minutes]) => ({
    from: `${day}T${time}${offset}`,
    to: `${Temporal.PlainDateTime.from(`${day}T${time}`).add({ minutes }).toString().slice(0, 16)}${offset}`,
  }))
const last = { last: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom(...grains) }
const range: fc.Arbitrary<Range | undefined> = fc.oneof(
  dates,
  dates,
  times,
  fc.record({ ...last, offset: fc.integer({ min: -1, max: 3 }) }),
  fc.record({ toDate: fc.constantFrom(...grains) }),
  fc.record({ calendar: fc.constantFrom('this' as const, 'last' as const), unit: fc.constantFrom(...grains) }),
)
const shifted = { kind: fc.constant('shift' as const), n: fc.integer({ min: 1, max: 14 }) }
const compare: fc.Arbitrary<Compare> = fc.oneof(
  fc.constant<Compare>({ kind: 'previous_period' }),
  fc.record({ ...shifted, unit: fc.constantFrom(...civil) }),
  fc.record({ ...shifted, unit: fc.constantFrom(...civil.slice(1)), align: fc.constant('weekday' as const) }),
  dates.map((of) => ({ kind: 'range' as const, range: of })),
)

const question = fc.record({
  range,
  compare,
  grain: fc.constantFrom<Grain>(...grains),
  timeZone: fc.constantFrom(...zones),
  weekStart: fc.constantFrom(1, 7),
  calendar: fc.constantFrom('gregorian', 'gregorian', 'fiscal', 'retail'),
  at: fc.tuple(days, fc.nat(1_440 * 60)).map(([day, second]) => new Date(Date.parse(day) + second * 1_000)),
})

type Asked = typeof question extends fc.Arbitrary<infer Q> ? Q : never

const isRefusal = (error: unknown) => error instanceof ProblemError && error.status === 422

/** What was found, or null where the question is refused. */
function resolved({ range: of, compare: one, grain, at, ...rest }: Asked) {
  const query = (by?: Grain): MetricQuery => ({
    metrics: [{ id: 'x.rows' }],
    ...(of ? { time: { range: of, ...rest, ...(by ? { grain: by } : {}) } } : {}),
    compare: [one],
  })
  const resolve = (by?: Grain) => resolveTime(query(by), { ...tenant, asOf: null }, { now: at, periods })
  try {
    return { cut: resolve(grain), whole: resolve() }
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

type Piece = { readonly from: Temporal.Instant; readonly to: Temporal.Instant }

/** Whether pieces are all of a span, in order, none of them in two. */
function expectTiles(pieces: readonly (Piece | null)[], span: Piece): void {
  const found = pieces.filter((piece) => piece !== null)
  const text = (at: Temporal.Instant) => at.toString()
  if (span.from.equals(span.to)) {
    expect(found.every(({ from, to }) => from.equals(to))).toBe(true)
    return
  }
  const [begins, ends] = [found.map(({ from }) => text(from)), found.map(({ to }) => text(to))]
  expect([...begins, text(span.to)].join('\n')).toBe([text(span.from), ...ends].join('\n'))
  expect(found.every(({ from, to }) => Temporal.Instant.compare(from, to) < 0)).toBe(true)
}

test('buckets are all of the range, and what they are compared with is all that the range is compared with', () => {
  let answered = 0
  fc.assert(
    fc.property(question, (asked) => {
      const found = resolved(asked)
      if (!found) return
      answered += 1
      const { cut, whole } = found
      expectTiles(cut.slots, cut.span)
      const [parts, card] = [cut.comparisons[0], whole.comparisons[0]]
      if (!parts || !card) throw new Error('a comparison is missing')
      expect(describeSpan(parts.span)).toEqual(describeSpan(card.span))
      expectTiles(parts.slots, parts.span)
      expectTiles(card.slots, card.span)
    }),
    { numRuns: 400 },
  )
  expect(answered).toBeGreaterThan(200)
}, 120_000)

test('a day without counterpart is missing by day, by month and alone', () => {
  const shift = { kind: 'shift', n: 1, unit: 'month' } as const
  const slots = (by: Grain | undefined, from: string, to: string) =>
    resolveTime(
      { metrics: [{ id: 'x.rows' }], time: { range: { from, to }, ...(by ? { grain: by } : {}) }, compare: [shift] },
      { ...tenant, asOf: null },
      { now: new Date('2026-01-01T00:00:00Z') },
    ).comparisons[0]?.slots.map((slot) => slot && `${slot.local.from.toPlainDate()} ${slot.local.to.toPlainDate()}`)
  for (const by of [undefined, 'day', 'month', 'year'] as const) {
    expect(slots(by, '2021-05-31', '2021-06-01')).toEqual([null])
    expect(slots(by, '2021-05-30', '2021-05-31')).toEqual(['2021-04-30 2021-05-01'])
  }
  expect(slots('day', '2021-02-27', '2021-03-02')).toEqual([
    '2021-01-27 2021-01-28',
    '2021-01-28 2021-02-01',
    '2021-02-01 2021-02-02',
  ])
  expect(slots(undefined, '2021-02-01', '2021-03-01')).toEqual(['2021-01-01 2021-02-01'])
})

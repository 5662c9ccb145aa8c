import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grains, type Compare, type Range } from '@tessera/plugin-api/wire'
import { formatViewState, parseViewState, plainView, searchText, type ViewState } from './view-state.ts'

const grain = fc.constantFrom(...grains)
const instant = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
const local = fc
  .tuple(instant, fc.constantFrom(10, 16, 19, 23), fc.constantFrom('', '', 'Z', '-05:00', '+0530'))
  .map(([date, length, offset]) => date.toISOString().slice(0, length) + (length === 10 ? '' : offset))
const range: fc.Arbitrary<Range> = fc.oneof(
  fc
    .tuple(local, local)
    .filter(([from, to]) => Date.parse(from) < Date.parse(to) - 9e7)
    .map(([from, to]) => ({ from, to })),
  fc.record({ last: fc.integer({ min: 1, max: 10_000 }), unit: grain }),
  fc.record({ last: fc.integer({ min: 1, max: 400 }), unit: grain, offset: fc.integer({ min: -1, max: 400 }) }),
  fc.record({ toDate: grain }),
  fc.record({ calendar: fc.constantFrom('this' as const, 'last' as const), unit: grain }),
)
const shiftUnit = fc.constantFrom(
  'day' as const,
  'week' as const,
  'month' as const,
  'quarter' as const,
  'year' as const,
)
const shift = { kind: fc.constant('shift' as const), n: fc.integer({ min: 1, max: 1000 }), unit: shiftUnit }
const compare: fc.Arbitrary<Compare> = fc.oneof(
  fc.constant<Compare>({ kind: 'previous_period' }),
  fc.constant<Compare>({ kind: 'target' }),
  fc.record(shift),
  fc.record({ ...shift, align: fc.constantFrom('calendar' as const, 'weekday' as const) }),
  range.map((of): Compare => ({ kind: 'range', range: of })),
)
const panelId = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}\.[a-z][a-z0-9_]{0,8}$/)
const cell = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.integer(), fc.constant('!null'))
const state: fc.Arbitrary<ViewState> = fc.record({
  range: fc.option(range),
  compare: fc.option(fc.array(compare, { maxLength: 3 })),
  timeZone: fc.option(fc.constantFrom('UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata')),
  segments: fc.uniqueArray(panelId, { maxLength: 4 }),
  explain: fc.option(panelId),
  cell: fc.option(
    fc.record(
      {
        metric: panelId,
        bucket: fc.constant('2026-10-01'),
        dimensions: fc.dictionary(panelId, cell, { noNullPrototype: true }),
        comparison: fc.constant('previous_period'),
        part: fc.constant('numerator.dropped'),
      },
      { requiredKeys: ['metric'], noNullPrototype: true },
    ),
  ),
  rows: fc.boolean(),
  full: fc.option(panelId),
  drill: fc.option(
    fc.oneof(
      panelId.map((panel) => ({ panel })),
      fc.record({ panel: panelId, value: cell }),
    ),
  ),
  tables: fc.array(panelId, { maxLength: 3 }),
  live: fc.constantFrom(null, '30s' as const, '5m' as const),
})

test('every state survives its address', () => {
  fc.assert(
    fc.property(state, (given) => {
      const address = searchText(formatViewState(given))
      const { state: read, notices } = parseViewState(new URLSearchParams(address))
      expect(notices).toEqual([])
      expect(read).toEqual(given)
    }),
    { numRuns: 500 },
  )
})

test('no text breaks the reader, and what it accepts is written back as the same state', () => {
  const key = fc.constantFrom('r', 'c', 'tz', 's', 'd', 'dv', 'live', 'x')
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.string()), { maxLength: 6 }), (pairs) => {
      const { state: read } = parseViewState(new URLSearchParams(pairs))
      expect(parseViewState(formatViewState(read)).state).toEqual(read)
    }),
  )
})

test('addresses read as words', () => {
  const given: ViewState = {
    ...plainView,
    range: { last: 30, unit: 'day' },
    compare: [{ kind: 'previous_period' }, { kind: 'shift', n: 1, unit: 'year', align: 'weekday' }],
    timeZone: 'Europe/Berlin',
    segments: ['sales.enterprise', 'sales.in_europe'],
    drill: { panel: 'integrations.providers', value: null },
  }
  expect(searchText(formatViewState(given))).toBe(
    '?r=last-30-day&c=previous_period,shift-1-year-weekday&tz=Europe/Berlin&s=sales.enterprise,sales.in_europe&d=integrations.providers&dv=%21null',
  )
  expect(searchText(formatViewState({ ...plainView, compare: [] }))).toBe('?c=none')
  expect(searchText(formatViewState(plainView, new URLSearchParams('q=mrr')))).toBe('?q=mrr')
})

test.each([
  ['r=last-0-day', 'range'],
  ['r=2026-11-01..2026-10-01', 'range'],
  ['r=2026-11-01T06:00:00Z..2026-11-01T01:00-05:00', 'range'],
  ['r=last-3-fortnight', 'range'],
  ['c=previous', 'comparison'],
  ['c=previous_period,shift-1-year,shift-2-year,shift-3-year', 'comparison'],
  ['tz=Mars/Olympus', 'time zone'],
  ['s=enterprise', 'segment'],
  ['s=a.a,a.b,a.c,a.d,a.e', 'segment'],
  ['live=1s', 'refresh interval'],
])('%s falls back to the default and says so', (address, word) => {
  const { state: read, notices } = parseViewState(new URLSearchParams(address))
  expect(read).toEqual(plainView)
  expect(notices).toHaveLength(1)
  expect(notices[0]).toContain(word)
})

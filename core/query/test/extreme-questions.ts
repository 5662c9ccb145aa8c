import fc from 'fast-check'
import { grains, type Compare, type MetricQuery, type Range } from '@tessera/plugin-api/wire'
import { everyKind } from './journeys/every-kind.ts'

/** Days at the ends of what can be written, of what is usual, and next to clock changes. */
const days = [
  '0000-01-01',
  '0001-01-01',
  '0001-01-02',
  '1582-10-15',
  '1969-12-31',
  '1970-01-01',
  '2026-03-29',
  '2026-10-25',
  '2026-10-26',
  '2031-01-01',
  '9999-12-30',
  '9999-12-31',
] as const

const grain = fc.constantFrom(...grains)
const most = fc.constantFrom(1, 2, 60, 2_000, 2_001, 9_999, 10_000)

const day = fc.constantFrom(...days)
const moment = fc.oneof(
  day,
  day.map((date) => `${date}T00:30`),
  day.map((date) => `${date}T23:59:59.999999`),
)
const explicit = fc
  .uniqueArray(moment, { minLength: 2, maxLength: 2 })
  .map((ends) => ends.toSorted())
  .map(([from = '', to = '']): Range => ({ from, to }))

const range = fc.oneof<fc.Arbitrary<Range>[]>(
  explicit,
  explicit,
  fc.record({ last: most, unit: grain, offset: fc.constantFrom(-1, 0, 10_000) }),
  fc.record({ toDate: grain }),
  fc.record({ calendar: fc.constantFrom('this' as const, 'last' as const), unit: grain }),
)

const shifted = fc.record({
  kind: fc.constant('shift' as const),
  n: fc.constantFrom(1, 7, 999, 1_000),
  unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const, 'year' as const),
})
const compare = fc.oneof<fc.Arbitrary<Compare>[]>(
  fc.constant<Compare>({ kind: 'previous_period' }),
  shifted,
  range.map((other) => ({ kind: 'range' as const, range: other })),
)

const metrics = fc.uniqueArray(fc.constantFrom(...Object.keys(everyKind)), { minLength: 1, maxLength: 20 })

/** Totals that an answer by provider and time can have. */
const totals = fc.constantFrom<MetricQuery['totals'][]>(undefined, 'grand', [[], ['time'], ['x.provider']])

const question = fc.record(
  {
    metrics: fc
      .oneof(
        metrics.filter((names) => names.length <= 3),
        metrics,
      )
      .map((names) => names.map((name) => ({ id: `x.${name}` }))),
    time: fc.record(
      {
        range,
        grain,
        timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Etc/GMT+12'),
        weekStart: fc.constantFrom(1, 7),
        calendar: fc.constantFrom('gregorian', 'fiscal'),
        now: fc.constantFrom('0001-01-01T00:00:00Z', '2026-10-05T12:00:00Z', '9999-12-31T23:59:59Z'),
      },
      { requiredKeys: ['range'] },
    ),
    compare: fc.array(compare, { maxLength: 3 }),
    fill: fc.constantFrom('auto' as const, 'none' as const),
  },
  { requiredKeys: ['metrics', 'time'] },
)

/** Legal questions that ask for as much as can be asked for. */
export const extremeQuestion: fc.Arbitrary<MetricQuery> = fc
  .tuple(question, fc.boolean(), totals)
  .map(([asked, split, sets]) => ({
    ...asked,
    ...(split ? { dimensions: ['x.provider'] } : {}),
    ...(split && asked.time.grain && sets ? { totals: sets } : {}),
  }))

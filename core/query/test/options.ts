import fc from 'fast-check'
import type { Grain } from '@tessera/plugin-api/wire'
import { filters, onConnections, onDays, onEvents, onFunnel, totals, worldFrom, zones } from './arbitrary.ts'
import type { Asked, OracleCalendar } from './arbitrary.ts'
import { oracleComparisons, retailOf } from './oracle-buckets.ts'
import type { World } from './world.ts'

const day = 86_400_000
const spread = [0, 0, 7, 29, 31, 364, 365] as const

/** Rows around a start, and a week, a month and a year before it, so that comparisons have something to find. */
export function spreadWorldFrom(start: string): fc.Arbitrary<World> {
  const back = (index: number) => spread[index % spread.length] ?? 0
  return worldFrom(start).map(({ happenings, lastings, spendings }) => ({
    happenings: happenings.map((h, n) => ({ ...h, at: h.at - back(n) * day })),
    lastings: lastings.map((l, n) => ({
      ...l,
      start: l.start - back(n) * day,
      end: l.end === null ? null : l.end - back(n) * day,
    })),
    spendings: spendings.map((s, n) => ({
      ...s,
      date: Temporal.PlainDate.from(s.date)
        .subtract({ days: back(n) })
        .toString(),
    })),
  }))
}

/** Windows since the start of a month know no calendar in the oracle. */
const events = onEvents.filter((name) => name !== 'this_month')
const byMonths = (key: string) => key === 'shift_1_month' || key === 'shift_1_year'

/** Questions with everything at once: several comparisons, a calendar, totals, filters of the query and of one metric. */
export function askedWithOptions(start: string): fc.Arbitrary<Asked> {
  const calendar = fc.oneof(
    fc.constant<OracleCalendar | null>(null),
    fc.constantFrom(2, 3, 4, 11).map((month): OracleCalendar => ({ kind: 'fiscal', month })),
    fc.constantFrom('year', 'month').map((ends): OracleCalendar => ({ kind: 'retail', retail: retailOf(start, ends) })),
  )
  const everywhere = [...events, ...onFunnel, ...onConnections, ...onDays]
  return fc
    .record({
      metrics: fc.uniqueArray(fc.constantFrom(...everywhere), { minLength: 2, maxLength: 5 }),
      dimensions: fc.constantFrom<readonly string[]>([], ['x.provider'], ['x.provider']),
      days: fc.integer({ min: 1, max: 9 }),
      timeZone: fc.constantFrom(...zones),
      weekStart: fc.integer({ min: 1, max: 7 }),
      grain: fc.constantFrom<Grain | null>(null, 'day', 'week', 'month', 'quarter', 'year'),
      compares: fc.uniqueArray(fc.constantFrom(...oracleComparisons), { maxLength: 3 }),
      calendar,
      filter: fc.constantFrom(...filters),
      ofFirst: fc.constantFrom(...filters),
      totals,
    })
    .map(({ calendar: rules, compares, ...q }) => {
      const small = q.grain === null || q.grain === 'day'
      // why: a range of other days has other weeks and months, and the oracle knows civil months and years alone
      const fits = (key: (typeof oracleComparisons)[number]) =>
        (small || key !== 'range') && !(byMonths(key) && rules?.kind === 'retail')
      return { ...q, compare: 'none' as const, compares: compares.filter(fits), ...(rules ? { calendar: rules } : {}) }
    })
}

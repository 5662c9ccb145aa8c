import { count, fixture, ratio, retention, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { activeDays as fact, newcomers } from '../facts.ts'
import { activeDays, asOf, given } from '../fixture-rows.ts'
import type { ActiveDayRow } from '../rows.ts'

const any: On<ActiveDayRow, SqlBool> = () => sql<SqlBool>`true`
const shared = { fact, actor: 'user_id', start: any, back: any } as const
const on = retention({ ...shared, unit: 'day', periods: 30 })

/** Who comes back. */
export const retentionFormulas = {
  avg_30d_retention_rate: ratio(count(newcomers, { where: (eb) => eb('is_back', '=', true) }), count(newcomers)),
  retention_day_1: on.at(1),
  retention_day_7: on.at(7),
  retention_day_30: on.at(30),
  retention_day_30_or_later: retention({ ...shared, unit: 'day', mode: 'unbounded', periods: 30 }).at(30),
  retention_by_week: retention({ ...shared, unit: 'week', periods: 8, startIsBack: true }).matrix(),
}

/** Active on days 0, 1, 2, 5 and 6, and on 1, 2, 3 and 6 of eleven. */
const two = given(
  ...activeDays('p1', '10-01', '10-02', '10-03', '10-06', '10-07'),
  ...activeDays('p2', '10-02', '10-03', '10-04', '10-07'),
)
const first = { time: { range: { from: '2026-10-01', to: '2026-10-02' } } } as const
const october = { time: { range: { from: '2026-10-01', to: '2026-11-01' } } } as const

/** Worked examples of them. */
export const retentionFixtures = {
  avg_30d_retention_rate: [
    fixture({
      title: 'Back on day 27 or 33 is back, on day 26 or 34 is not',
      asOf: '2026-12-15T12:00:00Z',
      given: given(
        ...activeDays('ada', '10-01', '10-28'),
        ...activeDays('bob', '10-01', '11-03'),
        ...activeDays('cleo', '10-01', '10-27'),
        ...activeDays('dan', '10-01', '11-04'),
      ),
      ask: { time: { range: { from: '2026-11-01', to: '2026-12-01' } }, samples: true },
      expect: [{ value: 0.5, 'value:n': 4 }],
    }),
    fixture({
      title: 'Who is new for 33 days is not asked yet, who is for 34 days is',
      asOf,
      given: given(...activeDays('ada', '10-12', '11-10'), ...activeDays('bob', '10-13', '11-11')),
      ask: { time: { range: { from: '2026-11-01', to: '2026-11-16' } }, samples: true },
      expect: [{ value: 1, 'value:n': 1 }],
    }),
  ],
  retention_day_1: [
    fixture({
      title: 'Published in the tests of PostHog, test_day_interval: of day 0, all come on day 1',
      asOf,
      given: two,
      ask: first,
      expect: [{ value: 1 }],
    }),
  ],
  retention_day_7: [
    fixture({
      title: 'Published in the tests of PostHog, test_day_interval: of day 0, nobody comes on day 7',
      asOf,
      given: two,
      ask: first,
      expect: [{ value: 0 }],
    }),
    fixture({
      title: 'On the night of 25 October a day has 25 hours in Berlin, and is one day',
      asOf,
      tenant: { timeZone: 'Europe/Berlin' },
      given: given(...activeDays('ada', '10-22', '10-29'), ...activeDays('bob', '10-22', '10-30')),
      ask: { time: october.time },
      expect: [{ value: 0.5 }],
    }),
  ],
  retention_day_30: [
    fixture({
      title: 'Day 31 is not day 30; who is new for fewer days is not asked',
      asOf,
      given: given(
        ...activeDays('ada', '10-01', '10-31'),
        ...activeDays('bob', '10-01', '11-01'),
        ...activeDays('cleo', '10-20'),
      ),
      ask: { ...october, samples: true },
      expect: [{ value: 0.5, 'value:n': 2 }],
    }),
  ],
  retention_day_30_or_later: [
    fixture({
      title: 'As published by Amplitude: a return on day 31 counts from day 30 on, though not on day 30',
      asOf,
      given: given(
        ...activeDays('ada', '10-01', '10-31'),
        ...activeDays('bob', '10-01', '11-01'),
        ...activeDays('cleo', '10-01', '10-20'),
      ),
      ask: october,
      expect: [{ value: 2 / 3 }],
    }),
  ],
  retention_by_week: [
    fixture({
      title: 'Weeks that are not over are left out, not 0',
      asOf: '2026-10-20T12:00:00Z',
      given: given(...activeDays('ada', '10-05', '10-12'), ...activeDays('bob', '10-06')),
      ask: { time: { range: { from: '2026-10-05', to: '2026-10-12' } }, dimensions: ['core.period'] },
      expect: [
        { 'core.period': 0, value: 1 },
        { 'core.period': 1, value: 0.5 },
      ],
    }),
  ],
}

import { derived, distinct, fixture, ratio, sum, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { activeDays as fact } from '../facts.ts'
import { activeDay, asOf, given, happened, october } from '../fixture-rows.ts'
import type { ActiveDayRow } from '../rows.ts'

const crashed: On<ActiveDayRow, SqlBool> = (eb) => eb('crashed_sessions', '>', 0)

/** What goes wrong. */
export const qualityFormulas = {
  error_rate_pct: ratio(sum(fact, 'errored_sessions'), sum(fact, 'sessions')),
  crash_free_session_rate: ratio(
    sum(fact, () => sql`sessions - crashed_sessions`),
    sum(fact, 'sessions'),
  ),
  crash_free_user_rate: derived(
    { crashed: distinct(fact, 'user_id', { where: crashed }), all: distinct(fact, 'user_id') },
    (n) => sql`1 - ${n.crashed}::numeric / nullif(${n.all}, 0)`,
  ),
}

const rows = given(
  activeDay('ada', '10-05', { sessions: 6, errored_sessions: 2 }),
  activeDay('ada', '10-06', { sessions: 2, crashed_sessions: 1, release: '2.0' }),
  activeDay('bob', '10-06', { sessions: 2, errored_sessions: 1, release: '2.0' }),
)

/** Worked examples of them. */
export const qualityFixtures = {
  error_rate_pct: [
    fixture({
      title: 'Three of ten sessions had errors',
      asOf,
      given: rows,
      ask: { time: october },
      expect: [{ value: 0.3 }],
    }),
    fixture({
      title: 'Two errors of one session make one session with errors; a crash is none of them',
      asOf,
      given: {
        events: [
          happened('ada', '10-05 09:00 product_error'),
          happened('ada', '10-05 09:05 product_error', { error_type: 'timeout' }),
          happened('bob', '10-05 09:00 product_crashed'),
        ],
      },
      ask: { time: october },
      expect: [{ value: 0.5 }],
    }),
  ],
  crash_free_session_rate: [
    fixture({
      title: 'One of four sessions of release 2.0 crashed, none before',
      asOf,
      given: rows,
      ask: { time: october, dimensions: ['release'] },
      expect: [
        { release: '1.0', value: 1 },
        { release: '2.0', value: 0.75 },
      ],
    }),
  ],
  crash_free_user_rate: [
    fixture({
      title: 'One of two users had a crash',
      asOf,
      given: rows,
      ask: { time: october },
      expect: [{ value: 0.5 }],
    }),
  ],
}

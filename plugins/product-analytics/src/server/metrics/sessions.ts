import { distinct, fixture, percentile, ratio, ref, share, sum, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { activeDays as fact, sessions } from '../facts.ts'
import { activeDay, activeDays, asOf, given, happened, october } from '../fixture-rows.ts'
import type { ActiveDayRow } from '../rows.ts'

const on = (platform: string): { where: On<ActiveDayRow, SqlBool> } => ({
  where: (eb) => eb('platform', '=', platform),
})

/** Sessions, how long they are and where they happen. */
export const sessionFormulas = {
  sessions: sum(fact, 'sessions'),
  active_time: sum(fact, () => sql`active_seconds / 3600.0`),
  avg_session_duration: ratio(
    sum(fact, () => sql`active_seconds / 60.0`),
    sum(fact, 'sessions'),
  ),
  median_session_duration: percentile(sessions, () => sql`active_seconds / 60.0`, { fraction: 0.5 }),
  sessions_per_user: ratio(sum(fact, 'sessions'), distinct(fact, 'user_id')),
  platform_share: share(ref('active_time')),
  desktop_usage_pct: ratio(sum(fact, 'active_seconds', on('desktop')), sum(fact, 'active_seconds')),
  mobile_usage_pct: ratio(sum(fact, 'active_seconds', on('mobile')), sum(fact, 'active_seconds')),
}

const used = (user: string, at: string, properties = {}) => happened(user, `${at} product_used`, properties)
/** Three sessions: 10 and 2 minutes of ada, 3 of bob. */
const events = [
  used('ada', '10-05 09:00', { platform: 'desktop', active_seconds: 300 }),
  used('ada', '10-05 09:35', { platform: 'desktop', active_seconds: 300 }),
  used('ada', '10-05 10:11', { platform: 'mobile', active_seconds: 120 }),
  used('bob', '10-05 23:30', { platform: 'mobile', active_seconds: 180 }),
]
const mixed = given(
  activeDay('ada', '10-05', { active_seconds: 540 }),
  activeDay('ada', '10-06', { platform: 'mobile', active_seconds: 240 }),
  activeDay('bob', '10-06', { platform: 'tablet', active_seconds: 120 }),
)
const october5 = { time: { range: { from: '2026-10-05', to: '2026-10-07' }, grain: 'day' } } as const

/** Worked examples of them. */
export const sessionFixtures = {
  sessions: [
    fixture({
      title: 'A pause of 30 minutes after five minutes of use goes on, one of 31 minutes begins a session',
      asOf,
      given: { events },
      ask: october5,
      expect: [
        { time: '2026-10-05', value: 3 },
        { time: '2026-10-06', value: null },
      ],
    }),
    fixture({
      title: 'A session begins on the next day in Tokyo, though events came late and in another order',
      asOf,
      tenant: { timeZone: 'Asia/Tokyo' },
      given: { events: events.toReversed() },
      ask: october5,
      expect: [
        { time: '2026-10-05', value: 2 },
        { time: '2026-10-06', value: 1 },
      ],
    }),
  ],
  active_time: [
    fixture({
      title: 'Fifteen minutes are a quarter of an hour',
      asOf,
      given: mixed,
      ask: { time: october },
      expect: [{ value: 0.25 }],
    }),
  ],
  avg_session_duration: [
    fixture({
      title: 'Ten, two and three minutes are five on the average; without sessions there is none',
      asOf,
      given: { events },
      ask: october5,
      expect: [
        { time: '2026-10-05', value: 5 },
        { time: '2026-10-06', value: null },
      ],
    }),
  ],
  median_session_duration: [
    fixture({
      title: 'Of ten, two and three minutes three are in the middle',
      asOf,
      given: { events },
      ask: { time: october },
      expect: [{ value: 3 }],
    }),
  ],
  sessions_per_user: [
    fixture({
      title: 'Three sessions of two users',
      asOf,
      given: given(...activeDays('ada', '10-05', '10-06'), ...activeDays('bob', '10-05')),
      ask: { time: october },
      expect: [{ value: 1.5 }],
    }),
  ],
  platform_share: [
    fixture({
      title: 'Nine, four and two of fifteen minutes',
      asOf,
      given: mixed,
      ask: { time: october, dimensions: ['platform'] },
      expect: [
        { platform: 'desktop', value: 9 / 15 },
        { platform: 'mobile', value: 4 / 15 },
        { platform: 'tablet', value: 2 / 15 },
      ],
    }),
  ],
  desktop_usage_pct: [
    fixture({
      title: 'The tablet counts below, and is no desktop',
      asOf,
      given: mixed,
      ask: { time: october },
      expect: [{ value: 9 / 15 }],
    }),
  ],
  mobile_usage_pct: [
    fixture({
      title: 'The tablet counts below, and is no phone',
      asOf,
      given: mixed,
      ask: { time: october },
      expect: [{ value: 4 / 15 }],
    }),
  ],
}

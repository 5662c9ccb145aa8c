import { fixture, ratio, ref, share, snapshot } from '@tessera/plugin-api/server'
import { isActive, isPower } from '../conditions.ts'
import { people } from '../facts.ts'
import { activeDay, activeDays, asOf, daysFrom, given } from '../fixture-rows.ts'

/** How often people come. */
export const peopleFormulas = {
  power_users: snapshot(people, 'count', { where: isPower }),
  power_user_percentage: ratio(
    snapshot(people, 'count', { where: isPower }),
    snapshot(people, 'count', { where: isActive }),
  ),
  users_by_activity: snapshot(people, 'count'),
  activity_share: share(ref('users_by_activity')),
}

/** ada on 20 days of October, bob on 19, cleo on 2, dan on one (twice), eve in September only. */
const rows = given(
  ...activeDays('ada', ...daysFrom('10-10', 20)),
  ...activeDays('bob', ...daysFrom('10-10', 19)),
  ...activeDays('cleo', '10-02', '10-31'),
  ...activeDays('dan', '10-10'),
  activeDay('dan', '10-10', { platform: 'mobile' }),
  ...activeDays('eve', '09-10'),
)
const whole = { time: { range: { from: '2026-10-02', to: '2026-11-01' } } } as const

/** Worked examples of them. */
export const peopleFixtures = {
  power_users: [
    fixture({
      title: 'Twenty days make a power user, nineteen do not; at the end of October the day before has gone',
      asOf,
      given: rows,
      ask: { time: { range: { from: '2026-10-28', to: '2026-10-31' }, grain: 'day' } },
      expect: [
        { time: '2026-10-28', value: 0 },
        { time: '2026-10-29', value: 1 },
        { time: '2026-10-30', value: 1 },
      ],
    }),
  ],
  power_user_percentage: [
    fixture({
      title: 'One of four who were active; who is dormant is not asked',
      asOf,
      given: rows,
      ask: whole,
      expect: [{ value: 0.25 }],
    }),
  ],
  users_by_activity: [
    fixture({
      title: 'Everybody has one place; a day on two platforms is one day',
      asOf,
      given: rows,
      ask: { ...whole, dimensions: ['activity'] },
      expect: [
        { activity: 'power', value: 1 },
        { activity: 'regular', value: 1 },
        { activity: 'casual', value: 1 },
        { activity: 'one_off', value: 1 },
        { activity: 'dormant', value: 1 },
      ],
    }),
    fixture({
      title: 'By number of days, the curve of the last 30 days',
      asOf,
      given: rows,
      ask: { ...whole, dimensions: ['active_days'] },
      expect: [20, 19, 2, 1, 0].map((days) => ({ active_days: days, value: 1 })),
    }),
  ],
  activity_share: [
    fixture({
      title: 'A fifth of everybody each, the dormant among them',
      asOf,
      given: rows,
      ask: { ...whole, dimensions: ['activity'] },
      expect: ['power', 'regular', 'casual', 'one_off', 'dormant'].map((activity) => ({ activity, value: 0.2 })),
    }),
  ],
}

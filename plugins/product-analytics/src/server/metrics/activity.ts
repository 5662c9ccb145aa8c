import { derived, distinct, fixture, ratio, rolling } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { activeDays as fact } from '../facts.ts'
import { activeDay, activeDays, asOf, crowd, given } from '../fixture-rows.ts'

const users = distinct(fact, 'user_id')
const userDays = distinct(fact, () => sql`user_id::text || active_date::text`)
const day = rolling(users, { last: 1, unit: 'day' })
const week = rolling(users, { last: 7, unit: 'day' })
const month = rolling(users, { last: 30, unit: 'day' })
const days = rolling(userDays, { last: 30, unit: 'day' })

/** How many are active, and how often they come. */
export const activityFormulas = {
  daily_active_users: day,
  weekly_active_users: week,
  monthly_active_users: month,
  mean_daily_active_users: derived({ days }, (n) => sql`${n.days} / 30.0`),
  dau_mau_ratio: derived({ days, month }, (n) => sql`${n.days} / 30.0 / nullif(${n.month}, 0)`),
  dau_mau_point_ratio: ratio(day, month),
  wau_mau_ratio: ratio(week, month),
}

const [ada, bob, cleo] = [
  activeDays('ada', '10-01', '10-30', '10-31'),
  activeDays('bob', '10-20'),
  activeDays('cleo', '10-26', '10-31'),
]
const untilNovember = { time: { range: { from: '2026-10-30', to: '2026-11-01' }, grain: 'day' } } as const
const whole = { time: { range: { from: '2026-10-02', to: '2026-11-01' } } } as const
/** So many of 90 users come on the last day. */
const ofNinety = (count: number) =>
  given(...crowd(90).flatMap((user, at) => activeDays(user, '10-20', ...(at < count ? ['10-31'] : []))))

/** Worked examples of them. */
export const activityFixtures = {
  daily_active_users: [
    fixture({
      title: 'Each day by itself; without grain the last one',
      asOf,
      given: given(...ada, ...bob, ...cleo),
      ask: untilNovember,
      expect: [
        { time: '2026-10-30', value: 1 },
        { time: '2026-10-31', value: 2 },
      ],
    }),
    fixture({
      title: 'A user on two platforms is one user, and one under each',
      asOf,
      given: given(...ada, activeDay('ada', '10-31', { platform: 'mobile' })),
      ask: { ...whole, dimensions: ['platform'] },
      expect: [
        { platform: 'desktop', value: 1 },
        { platform: 'mobile', value: 1 },
      ],
    }),
  ],
  weekly_active_users: [
    fixture({
      title: 'The seventh day before counts, the eighth does not',
      asOf,
      given: given(...activeDays('ada', '10-25'), ...activeDays('bob', '10-24'), ...cleo),
      ask: whole,
      expect: [{ value: 2 }],
    }),
  ],
  monthly_active_users: [
    fixture({
      title: 'The thirtieth day before counts, the thirty-first does not',
      asOf,
      given: given(...activeDays('ada', '10-02'), ...activeDays('bob', '10-01')),
      ask: whole,
      expect: [{ value: 1 }],
    }),
  ],
  mean_daily_active_users: [
    fixture({
      title: 'Five days of three users in 30 days',
      asOf,
      given: given(...ada, ...bob, ...cleo),
      ask: whole,
      expect: [{ value: 5 / 30 }],
    }),
  ],
  dau_mau_ratio: [
    fixture({
      title: 'One user every day and one on one day: 31 of 60 days; a second platform adds none',
      asOf,
      given: given(
        ...crowd(30).map((_, at) => activeDay('ada', `10-${String(at + 2).padStart(2, '0')}`)),
        activeDay('ada', '10-05', { platform: 'mobile' }),
        ...activeDays('bob', '10-20'),
      ),
      ask: whole,
      expect: [{ value: 31 / 60 }],
    }),
  ],
  dau_mau_point_ratio: [
    fixture({
      title: 'Published at freeonlinecal.com: 3,500 of 45,000, here 7 of 90, are 7.78 %',
      asOf,
      given: ofNinety(7),
      ask: whole,
      expect: [{ value: 3500 / 45_000 }],
    }),
    fixture({
      title: 'Published at freeonlinecal.com: 50,000 of 200,000, here 1 of 4, are 25 %',
      asOf,
      given: given(...crowd(4).flatMap((user) => activeDays(user, user === 'u1' ? '10-31' : '10-20'))),
      ask: whole,
      expect: [{ value: 0.25 }],
    }),
  ],
  wau_mau_ratio: [
    fixture({
      title: 'Two of three came in the last week; before anybody came there is no ratio',
      asOf,
      given: given(...ada, ...bob, ...cleo),
      ask: { time: { range: { from: '2026-08-01', to: '2026-11-01' }, grain: 'month' } },
      expect: [
        { time: '2026-08-01', value: null },
        { time: '2026-09-01', value: null },
        { time: '2026-10-01', value: 2 / 3 },
      ],
    }),
  ],
}

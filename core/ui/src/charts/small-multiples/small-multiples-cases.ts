import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, metric, people, provider, revenue, time, users } from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(47)
const month = days(30)
const net = metric('net_users', 'Net new users')
const providers = ['google', 'microsoft', 'meta', 'linkedin']
const course = (names: readonly string[], valuesOf: (place: number, day: number) => Cell[]) =>
  month.flatMap(({ label }, day) => names.map((name, place): Cell[] => [label, name, ...valuesOf(place, day)]))
const timed = { grain: 'day', buckets: month } as const

/** Small multiples in every situation: one, some with a comparison, many, gaps and losses. */
export const smallMultiplesCases: ViewCases = {
  empty: { title: 'Users by provider', frame: makeFrame([time, provider, users], [], timed) },
  one: {
    title: 'Users by provider on one day',
    frame: makeFrame([time, provider, users], [['2026-10-21', 'google', 78]], { grain: 'day', buckets: days(1) }),
  },
  many: {
    title: 'Users by provider',
    frame: makeFrame(
      [time, provider, users, compared(users)],
      course(providers, (place, day) => [
        Math.round((400 / (place + 1)) * (0.8 + random() * 0.3) * (day === 29 ? 0.4 : 1)),
        Math.round(360 / (place + 1)),
      ]),
      timed,
    ),
  },
  huge: {
    title: 'Revenue of forty services with long names',
    frame: makeFrame(
      [time, { ...provider, labels: {} }, revenue],
      course(
        Array.from({ length: 40 }, (_, place) => `A service with a long name ${place + 1}`),
        (place) => [Math.round(9e9 * 0.95 ** place * (0.7 + random() * 0.3))],
      ),
      timed,
    ),
  },
  null: {
    title: 'Net new users by provider',
    subtitle: 'Days nobody counted stay open; losses go below the line',
    frame: makeFrame(
      [time, provider, net],
      course(providers, (place, day) => [place === 3 || day % 9 === 4 ? null : Math.round(random() * 80 - 35)]),
      timed,
    ),
  },
  estimate: {
    title: 'People by provider',
    frame: makeFrame(
      [time, provider, people],
      course(providers.slice(0, 2), (place, day) => [4000 / (place + 1) + day * 20]),
      timed,
    ),
  },
  error: { title: 'Users', frame: makeFrame([time, users], [['2026-10-21', 78]], timed) },
}

import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, otherOf, people, provider, revenue, time, users } from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(23)
const month = days(30)
const year = days(365)
const providers = ['google', 'microsoft', 'meta', 'linkedin']
const counted = { ...users, additivity: 'full' as const }

/** Areas in every situation: one, several with a comparison, many, gaps, values that do not add up. */
export const areaCases: ViewCases = {
  empty: { title: 'Users by provider', frame: makeFrame([time, users], [], { grain: 'day', buckets: month }) },
  one: {
    title: 'Users by provider on one day',
    frame: makeFrame(
      [time, provider, counted],
      providers.map((name, at): Cell[] => ['2026-10-21', name, 80 / (at + 1)]),
      { grain: 'day', buckets: days(1) },
    ),
  },
  many: {
    title: 'Connected users by provider',
    frame: makeFrame(
      [time, provider, otherOf(provider), counted, compared(counted)],
      month.flatMap(({ label }, index) =>
        [...providers, null].map((name, place): Cell[] => {
          const size = [1400, 820, 310, 290, 120][place] ?? 0
          const value = Math.round((size + index * 9) * (0.9 + random() * 0.2) * (index === 29 ? 0.4 : 1))
          return [label, name, name === null, value, Math.round(size * 0.9)]
        }),
      ),
      { grain: 'day', buckets: month },
    ),
  },
  huge: {
    title: 'Revenue of twelve services as shares',
    frame: makeFrame(
      [time, { ...provider, labels: {} }, { ...revenue, additivity: 'full' }],
      year.flatMap(({ label }) =>
        Array.from({ length: 12 }, (_, place): Cell[] => [
          label,
          `A service with a long name ${place + 1}`,
          Math.round(1e9 * (place + 1) * (0.8 + random() * 0.4)),
        ]),
      ),
      { grain: 'day', buckets: year },
    ),
    options: { arrange: 'shares' },
  },
  null: {
    title: 'Connected users',
    subtitle: 'Days nobody counted stay open',
    frame: makeFrame(
      [time, users, compared(users)],
      month.map(({ label }, index) => [
        label,
        index % 11 === 4 || index === 6 ? null : Math.round(700 + random() * 150),
        index < 5 ? null : Math.round(680 + random() * 100),
      ]),
      { grain: 'day', buckets: month },
    ),
  },
  estimate: {
    title: 'People by provider: they do not add up',
    frame: makeFrame(
      [time, provider, people],
      month
        .slice(0, 8)
        .flatMap(({ label }, index) =>
          providers.map((name, place): Cell[] => [label, name, 4000 / (place + 1) + index * 60]),
        ),
      { grain: 'day', buckets: month.slice(0, 8) },
    ),
  },
  error: { title: 'Connected users', frame: makeFrame([provider, users], [['google', 1]]) },
}

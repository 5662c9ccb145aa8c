import type { ViewCases } from '@tessera/plugin-api/web'
import {
  compared,
  dimension,
  people,
  provider,
  revenue,
  sample,
  slow,
  success,
  time,
  users,
} from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(17)
const aimed = { ...users, targetParts: { google: { gte: 1200 }, meta: { gte: 400 } } }
const columns = [provider, aimed, compared(users), success, sample(success)]
const buckets = days(30)

export const tableCases: ViewCases = {
  empty: { title: 'Providers', frame: makeFrame(columns, []) },
  one: { title: 'Providers', frame: makeFrame(columns, [['google', 1274, 1100, 0.8123, 1560]]) },
  many: {
    title: 'Providers',
    frame: {
      ...makeFrame(columns, [
        ['google', 1274, 1100, 0.8123, 1560],
        ['microsoft', 784, 802, 0.7731, 1014],
        ['meta', 294, 0, 0.7011, 419],
        ['linkedin', 98, 98, 0.6401, 153],
      ]),
      // people connected to several providers count once
      totals: [{ by: [], rows: [[null, 2187, 1890, 0.7761, 3146]] }],
    },
  },
  huge: {
    title: 'Revenue by account',
    subtitle: 'Five thousand rows; only those in sight are drawn',
    frame: makeFrame(
      [dimension('account', 'Account'), revenue, users],
      Array.from({ length: 5000 }, (_, index) => [
        `Account ${index + 1}`,
        (random() * 1e7).toFixed(2),
        Math.round(random() * 1e6),
      ]),
    ),
  },
  null: {
    title: 'OAuth success by day',
    frame: makeFrame(
      [time, success, compared(success)],
      buckets.map(({ label }, index) => [label, index % 4 === 1 ? null : 0.7 + random() / 5, random() / 5 + 0.65]),
      { grain: 'day', buckets },
    ),
  },
  estimate: {
    title: 'People by provider, and how long they wait',
    frame: {
      ...makeFrame(
        [provider, people, compared(people), slow, compared(slow)],
        [
          ['google', 2711, 2380, 36_653.3375, 37_282.6753],
          ['microsoft', 1678, 1650, 35_927.6, 37_960.25],
          ['meta', 712, 638, null, null],
        ],
      ),
      totals: [{ by: [], rows: [[null, 4119, 3870, 36_653.3375, 37_393.7349]] }],
    },
  },
  error: { title: 'No columns', frame: makeFrame([], [[]]) },
}

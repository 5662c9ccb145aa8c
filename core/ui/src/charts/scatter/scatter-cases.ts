import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people, revenue, slow } from '../../cases/make-column.ts'
import { makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(41)
const account = dimension('account', 'Account')
const health = metric('health', 'Health score', { unit: 'points', target: { gte: 60 } })
const engagement = metric('engagement', 'Share of active users', { unit: 'ratio' })
const columns = [account, engagement, health, compared(health)]
const names = ['Acme', 'Globex', 'Initech and its many subsidiaries', 'Umbrella', 'Hooli', 'Stark', 'Wayne', 'Wonka']

/** Points in every situation: one, some with names, hundreds, below zero and without values. */
export const scatterCases: ViewCases = {
  empty: { title: 'Health and engagement', frame: makeFrame(columns, []) },
  one: { title: 'Health and engagement', frame: makeFrame(columns, [['Acme', 0.42, 71, 68]]) },
  many: {
    title: 'Health and engagement of accounts',
    frame: makeFrame(
      columns,
      names.map((name, index): Cell[] => [name, 0.2 + index * 0.09, Math.round(30 + index * 7 + random() * 20), 50]),
    ),
    options: { quadrants: true },
  },
  huge: {
    title: 'Revenue and waiting time of two hundred accounts',
    frame: makeFrame(
      [account, metric('wait', 'Waiting time', { unit: 'milliseconds', direction: 'down' }), revenue],
      Array.from({ length: 200 }, (_, at): Cell[] => [
        `Account ${at}`,
        Math.round(random() ** 2 * 9e7),
        Math.round(random() ** 3 * 1e9),
      ]),
    ),
  },
  null: {
    title: 'Growth and change of health',
    subtitle: 'Losses to the left and below; what was not measured is said',
    frame: makeFrame(
      [
        account,
        metric('growth', 'Growth', { unit: 'ratio' }),
        metric('health_change', 'Change of health', { unit: 'points' }),
      ],
      names.map((name, index): Cell[] => [name, random() - 0.5, index === 3 ? null : Math.round(random() * 60 - 30)]),
    ),
    options: { quadrants: true },
  },
  estimate: {
    title: 'People and their wait',
    frame: makeFrame(
      [account, people, slow],
      names.slice(0, 4).map((name, index): Cell[] => [name, 400 * (index + 1), 30_000 - index * 5000]),
    ),
  },
  error: { title: 'Health alone', frame: makeFrame([account, health], [['Acme', 71]]) },
}

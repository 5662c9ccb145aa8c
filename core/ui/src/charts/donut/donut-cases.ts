import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people, provider, users } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'

const share = metric('user_share', 'Share of users', { unit: 'ratio', direction: 'neutral' })
const net = metric('net_users', 'Net new users')
const segment = dimension('segment', 'Segment', { labels: { power: 'Power users', core: 'Core', casual: 'Casual' } })

/** Donuts in every situation: one part, many, shares of a whole, values that are no parts of one. */
export const donutCases: ViewCases = {
  empty: { title: 'Users by segment', frame: makeFrame([segment, users], []) },
  one: { title: 'Users by provider', frame: makeFrame([provider, users, compared(users)], [['google', 1274, 1100]]) },
  many: {
    title: 'Users by segment',
    frame: makeFrame(
      [segment, share],
      [
        ['power', 0.12],
        ['core', 0.53],
        ['casual', 0.35],
      ],
    ),
  },
  huge: {
    title: 'Connections by app, forty of them',
    frame: makeFrame(
      [dimension('app', 'App'), users],
      Array.from({ length: 40 }, (_, index) => [
        `${index === 2 ? 'An app with a name that goes on for a long while' : 'App'} ${index + 1}`,
        Math.round(8_400_000_000 * 0.7 ** index),
      ]),
    ),
  },
  null: {
    title: 'Net new users by provider',
    subtitle: 'Losses are no parts of a whole: ranked bars',
    frame: makeFrame(
      [provider, net],
      [
        ['google', 127],
        ['microsoft', null],
        ['meta', -29],
      ],
    ),
  },
  estimate: {
    title: 'People by provider',
    subtitle: 'Somebody may have several: ranked bars',
    frame: makeFrame(
      [provider, people],
      [
        ['google', 12_711],
        ['microsoft', 1678],
      ],
    ),
  },
  error: { title: 'Users by segment', frame: makeFrame([users], [[1]]) },
}

import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people, provider, slow, success, users } from '../../cases/make-column.ts'
import { makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(11)
const reason = dimension('failure_reason', 'Failure reason', {
  labels: {
    user_cancelled: 'User cancelled',
    access_denied: 'Access denied',
    timeout: 'Timeout',
    server_error: 'Server error',
  },
})
const share = metric('failure_share', 'Share of failures', { unit: 'ratio', direction: 'neutral' })
const columns = [provider, users, compared(users)]

export const rankedBarCases: ViewCases = {
  empty: { title: 'Connections by provider', frame: makeFrame(columns, []) },
  one: {
    title: 'Connections by provider',
    frame: makeFrame([provider, { ...users, targetParts: { google: { gte: 1500 } } }], [['google', 1274]]),
  },
  many: {
    title: 'OAuth failure reasons',
    frame: makeFrame(
      [reason, share],
      [
        ['user_cancelled', 0.45],
        ['access_denied', 0.28],
        ['timeout', 0.15],
        ['server_error', 0.12],
      ],
    ),
  },
  huge: {
    title: 'Connections by app, forty of them',
    subtitle: 'Beyond the eighth they are folded into Other',
    frame: makeFrame(
      [dimension('app', 'App'), users],
      Array.from({ length: 40 }, (_, index) => [
        `${index === 2 ? 'An app with a name that goes on for a long while' : 'App'} ${index + 1}`,
        Math.round(8_400_000 * 0.8 ** index * (0.9 + random() * 0.1)),
      ]),
    ),
    options: { top: 8 },
  },
  null: {
    title: 'Users and success by provider',
    frame: makeFrame(
      [{ ...provider, colors: { google: '#4285f4', meta: '#0668e1', linkedin: '#0a66c2' } }, users, success],
      [
        ['google', 1274, 0.81],
        ['microsoft', null, null],
        ['meta', 294, 0.7],
        [null, 98, null],
      ],
    ),
    options: { secondary: success.name },
  },
  estimate: {
    title: 'People by provider, and how long they wait',
    frame: makeFrame(
      [provider, people, slow],
      [
        ['google', 12_711, 36_653.3375],
        ['microsoft', 1678, 35_927.6],
        ['meta', 712, null],
      ],
    ),
    options: { secondary: slow.name },
  },
  error: { title: 'Connections by provider', frame: makeFrame([users], [[1]]) },
}

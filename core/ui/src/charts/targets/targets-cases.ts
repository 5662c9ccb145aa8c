import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people, revenue, sample, slow, success, users } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'

const ratio = { unit: 'ratio' } as const
const connection = metric('connection_rate', 'Connection rate', { ...ratio, target: { gt: 0.35 } })
const usage = metric('usage_rate', 'Usage rate', { ...ratio, target: { gt: 0.5 } })
const retention = metric('retention_30d', 'Retention after 30 days', { ...ratio, target: { gt: 0.7 } })
const renewal = metric('renewal', 'Renewal rate', { ...ratio, targetOver: { target: { gte: 0.9 }, days: 90 } })
const churn = metric('churn', 'Churn', { ...ratio, direction: 'down', target: { lt: 0.05 } })

export const targetsCases: ViewCases = {
  empty: { title: 'Key metrics', frame: makeFrame([connection, success], []) },
  one: { title: 'Connection rate', frame: makeFrame([connection, compared(connection)], [[0.351, 0.33]]) },
  many: {
    title: 'Key metrics',
    subtitle: 'Against their targets',
    frame: makeFrame(
      [connection, success, sample(success), usage, retention, churn, renewal],
      [[0.351, 0.78, 180, 0.65, 0.664, 0.031, 0.871]],
    ),
  },
  huge: {
    title: 'Revenue by plan',
    frame: makeFrame(
      [dimension('plan', 'Plan'), { ...revenue, target: { gte: 1_000_000 } }],
      Array.from({ length: 12 }, (_, index) => [`Plan ${index + 1}`, 2_345_678_901 / 4 ** index]),
    ),
  },
  null: { title: 'Key metrics', frame: makeFrame([success, users], [[null, 2450]]) },
  estimate: {
    title: 'Key metrics, estimated',
    frame: makeFrame(
      [
        { ...people, target: { gte: 6000 } },
        { ...slow, target: { lt: 40_000 } },
      ],
      [[6119, 36_653.3375]],
    ),
  },
  error: { title: 'Key metrics', frame: makeFrame([dimension('plan', 'Plan')], [['a']]) },
}

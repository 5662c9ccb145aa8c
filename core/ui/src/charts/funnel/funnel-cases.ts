import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'

const steps = [
  metric('viewed', 'Viewed'),
  metric('clicked', 'Connect clicked'),
  metric('connected', 'OAuth complete'),
  metric('used', 'Used in chat'),
]
const withBefore = steps.flatMap((step) => [step, compared(step)])

export const funnelCases: ViewCases = {
  empty: { title: 'Integration funnel', frame: makeFrame(steps, []) },
  one: { title: 'Integration funnel', frame: makeFrame(steps.slice(0, 1), [[5000]]) },
  many: {
    title: 'Integration funnel',
    subtitle: 'Last 30 days',
    frame: makeFrame(withBefore, [[5000, 4600, 2250, 1978, 1755, 1483, 1141, 934]]),
  },
  huge: {
    title: 'Integration funnel',
    frame: makeFrame(steps, [[4_812_345_678, 48_123, 61_000, 3]]),
    options: { steps: ['Saw the marketplace page of any integration at all', 'Clicked', 'Connected', 'Used'] },
  },
  null: { title: 'Integration funnel', frame: makeFrame(steps, [[5000, null, 0, 0]]) },
  estimate: {
    title: 'From reader to customer, estimated',
    frame: makeFrame(
      [
        { ...people, title: 'Readers' },
        { ...people, name: 'customers', title: 'Customers' },
      ],
      [[6119, 712]],
    ),
  },
  error: {
    title: 'Integration funnel',
    frame: makeFrame(
      [dimension('app', 'App'), ...steps],
      [
        ['a', 1, 1, 1, 1],
        ['b', 1, 1, 1, 1],
      ],
    ),
  },
}

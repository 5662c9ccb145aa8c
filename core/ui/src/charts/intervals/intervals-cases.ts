import type { ViewCases } from '@tessera/plugin-api/web'
import { dimension, metric, people, revenue, sample, success } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'

const variant = dimension('variant', 'Variant')
const experiment = dimension('experiment', 'Experiment')
const lift = metric('lift', 'Lift of conversion', { unit: 'ratio' })
const [low, high] = [
  metric('lift_low', 'Lower end', { unit: 'ratio' }),
  metric('lift_high', 'Upper end', { unit: 'ratio' }),
]

/** Intervals in every situation: of experiments, of shares by their samples, of estimates, of values without one. */
export const intervalsCases: ViewCases = {
  empty: { title: 'Lift by experiment', frame: makeFrame([experiment, lift, low, high], []) },
  one: {
    title: 'Lift of one experiment',
    frame: makeFrame([experiment, lift, low, high], [['Shorter sign-up', 0.042, 0.011, 0.073]]),
    options: { low: low.name, high: high.name, reference: 0 },
  },
  many: {
    title: 'Lift by experiment',
    subtitle: 'With 95 % intervals, against no difference',
    frame: makeFrame(
      [experiment, lift, low, high],
      [
        ['Shorter sign-up', 0.042, 0.011, 0.073],
        ['New pricing page that has a long name', -0.031, -0.052, -0.01],
        ['Dark mode', 0.008, -0.014, 0.03],
        ['Tour of the product', 0.061, 0.02, 0.102],
        ['Emails on Mondays', -0.004, -0.009, 0.001],
      ],
    ),
    options: { low: low.name, high: high.name, reference: 0 },
  },
  huge: {
    title: 'Success of forty variants against the target',
    frame: makeFrame(
      [variant, success, sample(success)],
      Array.from({ length: 40 }, (_, at) => [`Variant ${at + 1}`, 0.6 + (at % 9) * 0.04, 40 * (at + 1)]),
    ),
  },
  null: {
    title: 'Success by variant',
    subtitle: 'One was not measured, one has no sample',
    frame: makeFrame(
      [variant, success, sample(success)],
      [
        ['A', 0.81, 900],
        ['B', null, null],
        ['C', 0.7, null],
        ['D', 0.74, 30],
      ],
    ),
  },
  estimate: {
    title: 'People, estimated, and those of last month',
    subtitle: 'A metric each; what has another unit has no place on the scale',
    frame: makeFrame(
      [
        { ...people, target: { gte: 3800 } },
        { ...people, name: 'integrations.others', title: 'Others', error: 0.2 },
        revenue,
      ],
      [[4119, 3400, 30_000]],
    ),
  },
  error: { title: 'Lift by experiment', frame: makeFrame([experiment], [['Shorter sign-up']]) },
}

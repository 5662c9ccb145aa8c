import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { dimension, metric, people, sample, success, users } from '../../cases/make-column.ts'
import { makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(43)
const service = dimension('service', 'Service')
const balance = metric('balance', 'Balance', { unit: 'money', target: { gte: 0 } })
const names = [
  'Sign-in',
  'Billing',
  'Search',
  'Exports of large reports at night',
  'Mail',
  'Webhooks',
  'Alerts',
  'Imports',
]

/** Statuses in every situation: all verdicts, hundreds, losses, without a target. */
export const statusGridCases: ViewCases = {
  empty: { title: 'Success by service', frame: makeFrame([service, success], []) },
  one: { title: 'Success by service', frame: makeFrame([service, success], [['Sign-in', 0.82]]) },
  many: {
    title: 'Success by service',
    frame: makeFrame(
      [service, success, sample(success)],
      names.map((name, at): Cell[] => [name, 0.6 + at * 0.05, at === 3 ? 40 : 900]),
    ),
  },
  huge: {
    title: 'Balance of four hundred accounts',
    frame: makeFrame(
      [service, balance],
      Array.from({ length: 400 }, (_, at): Cell[] => [`Account ${at}`, Math.round((random() - 0.1) * 1e9)]),
    ),
  },
  null: {
    title: 'Success by service',
    subtitle: 'One was not measured, and none of them lately',
    frame: makeFrame(
      [service, success],
      [
        ['Sign-in', 0.7],
        ['Mail', null],
      ],
    ),
  },
  estimate: {
    title: 'People by service',
    subtitle: 'There is no target: none is judged',
    frame: makeFrame(
      [service, people],
      names.slice(0, 3).map((name, at): Cell[] => [name, 4000 / (at + 1)]),
    ),
  },
  error: { title: 'Success', frame: makeFrame([users], [[0.7]]) },
}

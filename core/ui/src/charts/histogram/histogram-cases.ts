import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people, users } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'

const active = { ...dimension('active_days', 'Active days'), type: 'number' as const }
const band = dimension('band', 'Health band', {
  labels: { critical: 'Critical', at_risk: 'At risk', fair: 'Fair', good: 'Good', excellent: 'Excellent' },
})
const net = metric('net_users', 'Net new users')
const bell = (at: number, middle: number) => Math.round(900 * Math.exp(-(((at - middle) / 8) ** 2)))

/** Histograms in every situation: bands, numbers with gaps, hundreds of values, losses. */
export const histogramCases: ViewCases = {
  empty: { title: 'Users by active days', frame: makeFrame([active, users], []) },
  one: { title: 'Users by active days', frame: makeFrame([active, users], [[12, 78]]) },
  many: {
    title: 'Users by active days',
    frame: makeFrame(
      [active, users, compared(users)],
      Array.from({ length: 28 }, (_, at): Cell[] => [at + 1, bell(at, 6) + bell(at, 26), bell(at, 8)]).filter(
        (_, at) => at % 9 !== 7,
      ),
    ),
  },
  huge: {
    title: 'Users by number of events',
    frame: makeFrame(
      [
        { ...dimension('events', 'Events'), type: 'number' },
        { ...users, additivity: 'full' },
      ],
      Array.from({ length: 600 }, (_, at): Cell[] => [at, Math.round(4e9 / (at + 4))]),
    ),
  },
  null: {
    title: 'Accounts by health band',
    subtitle: 'A band nobody counted stays open; losses go down',
    frame: makeFrame(
      [band, net],
      [
        ['good', 41],
        ['critical', -12],
        ['fair', null],
        ['at_risk', 17],
        ['excellent', 9],
      ],
    ),
  },
  estimate: {
    title: 'People by active days',
    frame: makeFrame(
      [active, people],
      Array.from({ length: 7 }, (_, at): Cell[] => [at + 1, 4000 / (at + 1)]),
    ),
  },
  error: { title: 'Users', frame: makeFrame([users], [[1]]) },
}

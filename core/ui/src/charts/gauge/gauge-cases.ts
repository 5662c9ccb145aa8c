import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, metric, people, revenue, sample, success } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'

const coverage = metric('pipeline_coverage', 'Pipeline coverage', { unit: 'multiple', target: { gte: 3 } })
const winRate = metric('win_rate', 'Win rate', { unit: 'ratio', target: { gt: 0.25 } })
const score = metric('nps', 'Net promoter score', { unit: 'points' })
const wait = metric('wait', 'Longest wait of all customers', {
  unit: 'seconds',
  direction: 'down',
  target: { lt: 3600 },
})

/** Gauges in every situation: alone and several, below zero, past the end, without a value. */
export const gaugeCases: ViewCases = {
  empty: { title: 'Win rate', frame: makeFrame([winRate], []) },
  one: { title: 'Pipeline coverage', frame: makeFrame([coverage, compared(coverage)], [[3.4, 2.9]]) },
  many: {
    title: 'Sales and support',
    frame: makeFrame(
      [coverage, winRate, sample(winRate), compared(winRate), success, wait],
      [[2.1, 0.27, 180, 0.31, 0.78, 7312]],
    ),
  },
  huge: {
    title: 'Revenue against its target',
    subtitle: 'Past the end of its scale',
    frame: makeFrame([{ ...revenue, target: { gte: 1_000_000 } }], [[2_345_678_901]]),
    options: { to: 1_500_000 },
  },
  null: {
    title: 'Net promoter score, and one nobody measured',
    frame: makeFrame(
      [score, compared(score), { ...score, name: 'integrations.other', title: 'Other score' }],
      [[-24, 12, null]],
    ),
    options: { from: -100, to: 100 },
  },
  estimate: {
    title: 'People, estimated',
    frame: makeFrame([{ ...people, target: { gte: 6000 } }], [[6119]]),
  },
  error: { title: 'Win rate', frame: makeFrame([winRate], [[0.1], [0.2]]) },
}

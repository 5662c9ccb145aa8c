import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, metric, people, sample, success, time } from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(53)
const month = days(30)
const money = { unit: 'money' } as const
const expected = metric('expected', 'Expected', money)
const [low, high] = [metric('p10', '10th percentile', money), metric('p90', '90th percentile', money)]
const [innerLow, innerHigh] = [metric('p25', '25th percentile', money), metric('p75', '75th percentile', money)]
const five = [time, expected, low, innerLow, innerHigh, high]
const bands = { low: 'p10', high: 'p90', innerLow: 'p25', innerHigh: 'p75' }
const spread = (at: number, size: number): Cell[] => {
  const middle = 200_000 + at * 2400
  const half = (at + 2) * size
  return [middle, middle - half, middle - half / 2, middle + half / 2, middle + half * 1.3]
}
const daily = (valuesOf: (at: number) => Cell[]) => month.map(({ label }, at): Cell[] => [label, ...valuesOf(at)])
const grid = { grain: 'day', buckets: month } as const

/** A fan in every situation: of quantiles, of shares by their samples, of estimates, with gaps, with one value. */
export const fanCases: ViewCases = {
  empty: { title: 'Expected bookings', frame: makeFrame(five, [], grid), options: bands },
  one: {
    title: 'Expected bookings',
    frame: makeFrame(five, [[month[0]?.label ?? '', ...spread(3, 4000)]], { grain: 'day', buckets: days(1) }),
    options: bands,
  },
  many: {
    title: 'Expected bookings',
    subtitle: 'Half of the paths lie in the narrow band, four of five in the wide one',
    frame: makeFrame(
      five,
      daily((at) => spread(at, 1800)),
      grid,
    ),
    options: bands,
  },
  huge: {
    title: 'Success, with its interval',
    frame: makeFrame(
      [time, success, compared(success), sample(success)],
      days(365).map(({ label }, at): Cell[] => [label, 0.6 + 0.2 * Math.sin(at / 40) + random() * 0.1, 0.6, 40 + at]),
      { grain: 'day', buckets: days(365) },
    ),
  },
  null: {
    title: 'Success, with its interval',
    subtitle: 'Some days had no attempts, some next to none',
    frame: makeFrame(
      [time, success, sample(success)],
      daily((at) =>
        at % 9 === 4 || at === 14 || at === 12 ? [null, 0] : [0.7 + random() * 0.15, at % 5 === 0 ? 3 : 160],
      ),
      grid,
    ),
  },
  estimate: {
    title: 'People by day',
    frame: makeFrame(
      [time, people],
      daily((at) => [2833 + at * 70]),
      grid,
    ),
  },
  error: { title: 'Success', frame: makeFrame([success], [[0.7]]) },
}

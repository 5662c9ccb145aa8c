import { expect, test } from 'vitest'
import { compared, provider, success, time, users } from '../cases/make-column.ts'
import { days, makeFrame } from '../cases/make-frame.ts'
import { barsLayout } from '../charts/bars/bars-layout.ts'
import { rankedBarLayout } from '../charts/ranked-bar/ranked-bar-layout.ts'
import { aimWords } from '../charts/table/aim-words.ts'
import { tableColumns } from '../charts/table/table-columns.ts'
import { targetRows } from '../charts/targets/target-rows.ts'
import { readFrame } from './read-frame.ts'
import { targetIn } from './target-in.ts'

const size = { width: 600, height: 300, locale: undefined }
const buckets = days(4).map((bucket, at) => ({ ...bucket, partial: at === 3 }))
const [first = '', second = '', , last = ''] = buckets.map(({ label }) => label)
const overTime = makeFrame(
  [time, { ...users, targetSteps: [{ gte: 90 }, null, { gte: 30 }, { gte: 60 }] }],
  [
    [first, 78],
    [second, 10],
    [last, 5],
  ],
  { grain: 'day', buckets },
)
const byPlace = makeFrame(
  [provider, { ...success, target: { gte: 0.5 }, targetParts: { google: { gte: 0.9 }, meta: null } }],
  [
    ['google', 0.8],
    ['meta', 0.2],
    ['linkedin', 0.6],
    [null, 0.7],
  ],
)
const metricOf = (frame: typeof byPlace) => readFrame(frame).metrics.slice(0, 1)

test('a row has the target of its bucket or of its category, else that of all', () => {
  const targets = (frame: typeof byPlace) =>
    metricOf(frame).flatMap((metric) => frame.rows.map((row) => targetIn(frame, metric, row)?.gte))
  expect(targets(overTime)).toEqual([90, undefined, 60])
  expect(targets(byPlace)).toEqual([0.9, undefined, 0.5, 0.5])
})

test('bars carry a mark each where a target is, over the place of a bucket without rows too', () => {
  const { targets, target, plot, bars } = barsLayout({ ...size, frame: overTime, options: { arrange: 'stacked' } })
  expect(target).toBeUndefined()
  expect(targets).toHaveLength(3)
  expect(targets[0]?.y).toBeGreaterThanOrEqual(plot.top)
  expect(targets[0]?.y).toBeLessThan(bars[0]?.y ?? 0)
  expect(targets[2]?.y).toBeLessThan(bars[2]?.y ?? 0)
})

test('ranked bars carry a tick at the target of their category', () => {
  const { bars } = rankedBarLayout({ ...size, frame: byPlace, options: undefined })
  const reached = bars.map(({ key, target, start, length }) => [
    key,
    target === undefined ? null : target <= start + length,
  ])
  expect(reached).toEqual([
    ['google', false],
    ['\u0000none', true],
    ['linkedin', true],
    ['meta', null],
  ])
})

test('bullets and tables judge each category by its own target', () => {
  expect(targetRows(byPlace).map(({ verdict }) => verdict)).toEqual(['missed', 'unknown', 'met', 'met'])
  expect(tableColumns(byPlace).map(({ title }) => title)).toContain('Target')
  const withTarget = makeFrame([...overTime.columns, { ...compared(users), comparison: 'target' }], [])
  expect(tableColumns(withTarget).map(({ title }) => title)).toEqual(['Day', 'Connected users', 'Target'])
  const told = metricOf(overTime).map((metric) =>
    overTime.rows.map((row, at) => aimWords(overTime, metric, { row, locale: undefined, partial: at === 2 })),
  )
  expect(told[0]?.map(({ target, reached }) => [target, reached])).toEqual([
    ['≥ 90', '86.7 %, missed'],
    ['–', ''],
    ['≥ 60', ''],
  ])
})

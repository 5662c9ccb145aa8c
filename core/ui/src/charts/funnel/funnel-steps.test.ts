import { expect, test } from 'vitest'
import { formatPercent } from '../../format/format-value.ts'
import { compared, metric } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { hitText } from '../../tooltip/hit.ts'
import { funnelHits } from './funnel-hits.ts'
import { funnelSteps } from './funnel-steps.ts'

const steps = ['Viewed', 'Connect clicked', 'OAuth complete', 'Used in chat'].map((title) =>
  metric(title.toLowerCase().replaceAll(' ', '_'), title),
)
const frame = makeFrame(steps, [[5000, 2250, 1755, 1141]])
const percent = (share: number | null) => (share === null ? null : formatPercent(share, undefined, 1))

test('5000 → 2250 → 1755 → 1141', () => {
  const read = funnelSteps(frame)
  expect(read.map((step) => percent(step.fromBefore))).toEqual([null, '45.0 %', '78.0 %', '65.0 %'])
  expect(read.map((step) => percent(step.dropOff))).toEqual([null, '55.0 %', '22.0 %', '35.0 %'])
  expect(read.map((step) => percent(step.fromFirst))).toEqual(['100.0 %', '45.0 %', '35.1 %', '22.8 %'])
})

test('a step says all its numbers', () => {
  const withBefore = makeFrame(
    steps.flatMap((step) => [step, compared(step)]),
    [[5000, 4600, 2250, 1978, 1755, 1483, 1141, 934]],
  )
  expect(hitText(funnelHits({ frame: withBefore, width: 600, height: 300 })[1] ?? { title: '', lines: [] })).toBe(
    'Connect clicked: Reached 2,250; Previous period 1,978 (▲ +13.8 % better); ' +
      'Continued from the step before 45.0 %; Dropped off 55.0 %; Of the first step 45.0 %; ' +
      'Previous period, continued 43.0 % (▲ +2.0 pp better)',
  )
})

test('nothing is divided by nothing', () => {
  const read = funnelSteps(makeFrame(steps, [[0, 0, null, 5]]))
  expect(read.map((step) => step.fromBefore)).toEqual([null, null, null, null])
  expect(funnelSteps(makeFrame(steps, [[100, 120, 0, 0]]))[1]).toMatchObject({ fromBefore: 1.2, dropOff: null })
})

test('own names for the steps', () => {
  expect(funnelSteps(frame, ['Saw', 'Clicked'])[1]?.title).toBe('Clicked')
  expect(funnelSteps(frame, ['Saw', 'Clicked'])[2]?.title).toBe('OAuth complete')
})

test('several rows are refused', () => {
  expect(() =>
    funnelSteps(
      makeFrame(steps, [
        [1, 1, 1, 1],
        [1, 1, 1, 1],
      ]),
    ),
  ).toThrow('draws one row but got 2')
})

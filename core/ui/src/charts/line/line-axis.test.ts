import { expect, test } from 'vitest'
import { metric, time } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { lineLayout } from './line-layout.ts'

const waited = metric('waited', 'Waited', { unit: 'hours', direction: 'down' })
const buckets = days(3)
const ticksUpTo = (largest: number) => {
  const rows = buckets.map(({ label }, index) => [label, index === 1 ? largest : 9])
  const frame = makeFrame([time, waited], rows, { grain: 'day', buckets })
  return lineLayout({ frame, width: 600, height: 240, locale: 'en-US' }).yTicks.map(({ text }) => text)
}

test('hours whose axis is rounded up to more than 48 are written in round days', () => {
  expect(ticksUpTo(46.2)).toEqual(['0 days', '0.5 days', '1 day', '1.5 days', '2 days'])
  expect(ticksUpTo(31)).toEqual(['0 hr', '5 hr', '10 hr', '15 hr', '20 hr', '25 hr', '30 hr', '35 hr'])
})

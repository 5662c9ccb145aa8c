import { expect, test } from 'vitest'
import { compared, margin, score } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { readFrame } from '../../frame/read-frame.ts'
import { detailsOf } from './details-of.ts'

const columns = [score, compared(score), margin(score), margin(compared(score))]
const words = (...row: readonly number[]) => {
  const frame = makeFrame(columns, [row])
  const [metric] = readFrame(frame).metrics
  return metric === undefined
    ? []
    : detailsOf(frame, metric, 'en-US').map((line) => line.flat().map(({ text }) => text))
}

test('a value with a margin says its interval; a change and a target within it are not judged', () => {
  const [change, target, interval] = words(34, 28, 6.6, 7)
  expect(change?.slice(0, 2)).toEqual(['▲ +6.0 points', 'within the error'])
  expect(target).toEqual(['Target ≥ 30 pts', 'met, within noise'])
  expect(interval?.join(' ')).toMatch(/± 6\.6.* 95 % interval/)
})

test('beyond its margin a change is good and a target met', () => {
  const [change, target] = words(42, 28, 6.6, 7)
  expect(change?.[1]).toBe('better')
  expect(target?.[1]).toBe('met')
})

import { expect, test } from 'vitest'
import { compared, margin, people, score } from '../../cases/make-column.ts'
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
  expect(change?.slice(0, 2)).toEqual(['▲ +6.0 pts', 'within the error'])
  expect(target).toEqual(['Target ≥ 30 pts', 'met, within noise'])
  expect(interval?.join(' ')).toMatch(/± 6\.6.* 95 % interval/)
})

test('beyond its margin a change is good and a target met', () => {
  const [change, target] = words(42, 28, 6.6, 7)
  expect(change?.[1]).toBe('better')
  expect(target?.[1]).toBe('met')
})

test('a target of a running period is told to date, as a whole, and by what each day left has to add', () => {
  const pacing = { from: '2026-10-01', to: '2027-01-01', target: { gte: 920 }, elapsed: 0.5 }
  const said = (perDay: number | null) => {
    const frame = makeFrame(
      [{ ...people, error: undefined as never, target: { gte: 460 }, pacing: { ...pacing, perDay } }],
      [[400]],
    )
    const [metric] = readFrame(frame).metrics
    return metric === undefined
      ? []
      : detailsOf(frame, metric, 'en-US').map((line) => line.flat().map(({ text }) => text))
  }
  expect(said(11.3)).toEqual([
    ['Target to date ≥ 460', 'missed'],
    ['≥ 920 by Dec 31', 'needs 11.3 a day'],
  ])
  expect(said(0)[1]?.[1]).toBe('reached')
  expect(said(null)[1]?.[1]).toBe('what is left is unknown')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapWindows, meetingsOf } from './window-map.ts'

const day = (n: number) => Temporal.PlainDate.from('2026-03-01').add({ days: n }).toString()
const window = (ordinal: number, from: number, to: number) => ({ ordinal, from: day(from), to: day(to) })

/** Windows that begin and end ever later, some ordinals left out. */
const windows = fc
  .array(fc.record({ skip: fc.nat(2), begin: fc.nat(3), end: fc.nat(3), length: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((steps) => {
    let [ordinal, from, to] = [0, 0, 0]
    return steps.map(({ skip, begin, end, length }) => {
      ordinal += 1 + skip
      from += begin
      to = Math.max(to + end, from + length)
      return { ordinal, from: day(from), to: day(to) }
    })
  })

test('every window is exactly its intervals, by reach and by meetings, and an interval meets two runs at most', () => {
  fc.assert(
    fc.property(windows, (all) => {
      const map = mapWindows(all)
      if (!map) throw new Error('these windows are in order')
      const meetings = meetingsOf(map)
      const runOf = (ordinal: number) => map.runs.findIndex((run) => run.first <= ordinal && ordinal <= run.last)
      map.reach.forEach((reach, index) => {
        const [from, to] = [map.points[index] ?? '', map.points[index + 1] ?? '']
        const holders = all.filter((w) => w.from <= from && to <= w.to).map((w) => w.ordinal)
        const met = meetings.filter((meeting) => meeting.interval === index + 1)
        const byMeeting = all
          .map((w) => w.ordinal)
          .filter((ordinal) =>
            met.some(
              (meeting) =>
                runOf(ordinal) === runOf(meeting.ordinal) &&
                (meeting.leaves ? ordinal <= meeting.ordinal : ordinal >= meeting.ordinal),
            ),
          )
        const byReach = all.map((w) => w.ordinal).filter((o) => reach && o >= reach.first && o <= reach.last)
        expect(byReach).toEqual(holders)
        expect(byMeeting).toEqual(holders)
        expect(met.length).toBeLessThanOrEqual(2)
        if (reach) expect(reach.until).toBe(all.find((w) => w.ordinal > reach.last)?.ordinal ?? map.end)
      })
    }),
    { numRuns: 500 },
  )
})

test('windows of one start are one run that intervals enter; a rolling window has a run for each of its lengths', () => {
  const cumulative = mapWindows([window(1, 0, 3), window(2, 0, 4), window(3, 0, 5)])
  expect(cumulative?.runs).toEqual([{ first: 1, last: 3, pivot: 0 }])
  const rolling = mapWindows([window(1, 0, 2), window(2, 1, 3), window(3, 2, 4), window(4, 3, 5)])
  expect(rolling?.runs.map(({ first, last }) => [first, last])).toEqual([
    [1, 2],
    [3, 4],
  ])
})

test('windows out of order have no map', () => {
  expect(mapWindows([window(1, 2, 3), window(2, 1, 4)])).toBe(null)
})

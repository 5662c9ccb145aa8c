import { expect, test } from 'vitest'
import type { Cell } from '@tessera/plugin-api/wire'
import { dimension, metric, time } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { timelineHits } from './timeline-hits.ts'
import { timelineLayout } from './timeline-layout.ts'

const columns = [time, dimension('kind', 'Kind'), metric('n', 'Activities')]
const props = (rows: readonly (readonly Cell[])[]) => ({
  frame: makeFrame(columns, rows, { grain: 'day', buckets: days(30) }),
  options: {},
  width: 600,
  height: 200,
})

test('marks stand by time, the larger the more, and only where something happened', () => {
  const at = props([
    ['2026-10-21', 'call', 1],
    ['2026-10-22', 'call', 0],
    ['2026-10-23', 'call', null],
    ['2026-11-19', 'call', 9],
  ])
  const { lanes } = timelineLayout(at)
  const [first, last] = lanes[0]?.marks ?? []
  expect(lanes.map(({ name, marks }) => [name, marks.length])).toEqual([['call', 2]])
  expect(first?.x).toBeLessThan(last?.x ?? 0)
  expect(first?.radius).toBeLessThan(last?.radius ?? 0)
  expect((last?.x ?? 0) + (last?.radius ?? 0)).toBeLessThanOrEqual(600)
  expect(timelineHits(at)).toHaveLength(2)
})

test('lanes that have no room are left out and counted', () => {
  const many = timelineLayout(props(Array.from({ length: 40 }, (_, at): Cell[] => ['2026-11-02', `k${at}`, 1])))
  expect(many.lanes.length).toBeLessThan(40)
  expect(many.note).toBe(`, ${many.lanes.length} of 40 shown`)
  expect(many.bottom).toBeLessThanOrEqual(200)
})

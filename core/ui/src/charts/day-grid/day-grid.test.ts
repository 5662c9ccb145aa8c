import { expect, test } from 'vitest'
import { metric, time } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { dayGridHits } from './day-grid-hits.ts'
import { dayGridLayout } from './day-grid-layout.ts'

const users = metric('users', 'Users')
const buckets = days(14)
const frame = makeFrame(
  [time, users],
  buckets.map(({ label }, index) => [label, index === 3 ? null : index]),
  { grain: 'day', buckets },
)
const props = { frame, options: {}, width: 400, height: 220 }

test('days stand in the row of their weekday, weeks beside each other, as weeks start in the tenant', () => {
  const place = (weekStart: number) => {
    const { cells, rows, size } = dayGridLayout({ ...props, frame: { ...frame, meta: { ...frame.meta, weekStart } } })
    const left = Math.min(...cells.map(({ x }) => x))
    return {
      first: rows[0]?.lines[0],
      // Wednesday 21, Sunday 25 and Monday 26 October
      at: [0, 4, 5].map((index) => {
        const cell = cells[index]
        return cell && [Math.round((cell.x - left) / size.width), Math.round((cell.y - 20) / size.height)]
      }),
    }
  }
  expect(place(1)).toEqual({
    first: 'Mon',
    at: [
      [0, 2],
      [0, 6],
      [1, 0],
    ],
  })
  expect(place(7)).toEqual({
    first: 'Sun',
    at: [
      [0, 3],
      [1, 0],
      [1, 1],
    ],
  })
})

test('a day nobody counted is open, and a day is picked as a span', () => {
  expect(dayGridLayout(props).cells[3]?.token).toBeNull()
  expect(dayGridHits(props)[0]?.selection).toEqual({ kind: 'range', from: '2026-10-21', to: '2026-10-22' })
  expect(dayGridHits(props)[13]?.title).toBe('Tue, Nov 3, 2026 (incomplete)')
})

test('months are named where they begin, and where the range begins', () => {
  const year = days(365)
  const long = makeFrame(
    [time, users],
    year.map(({ label }, at) => [label, at]),
    { grain: 'day', buckets: year },
  )
  const { columns } = dayGridLayout({ ...props, width: 700, frame: long })
  expect(columns.map(({ text }) => text)).toEqual('Nov Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct'.split(' '))
})

test('hours stand in rows of a day, other periods in rows that fit', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 9, 21, hour)).toISOString()
  const hours = Array.from({ length: 48 }, (_, hour) => ({
    label: at(hour),
    fromInstant: at(hour),
    toInstant: at(hour + 1),
    partial: false,
  }))
  const rowsOf = (grain: 'hour' | 'week') =>
    dayGridLayout({
      ...props,
      frame: makeFrame(
        [time, users],
        hours.map(({ label }) => [label, 1]),
        { grain, buckets: hours },
      ),
    }).rows
  expect(rowsOf('hour').map(({ lines }) => lines[0])).toEqual(['Oct 21, 00:00', 'Oct 22, 00:00'])
  expect(rowsOf('week').length).toBeGreaterThan(2)
})

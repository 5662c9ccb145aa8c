import { expect, test } from 'vitest'
import type { Cell } from '@tessera/plugin-api/wire'
import { provider, time, users } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { smallMultiplesHits } from './small-multiples-hits.ts'
import { smallMultiplesLayout } from './small-multiples-layout.ts'

const buckets = days(3)
const props = (names: readonly (readonly [string, readonly (number | null)[]])[], width = 600) => ({
  frame: makeFrame(
    [time, provider, users],
    buckets.flatMap(({ label }, day) => names.map(([name, values]): Cell[] => [label, name, values[day] ?? null])),
    { grain: 'day', buckets },
  ),
  options: { top: 12 },
  width,
  height: 240,
})

test('all stand on one scale, the largest first, with the latest value of a whole day', () => {
  const { multiples } = smallMultiplesLayout(
    props([
      ['meta', [5, 10, 1]],
      ['google', [100, 50, 2]],
    ]),
  )
  expect(multiples.map(({ series, lastText }) => [series.title, lastText])).toEqual([
    ['Google', '50'],
    ['Meta', '10'],
  ])
  const [google, meta] = multiples
  const rise = (one: typeof google, place: number) => (one?.zero ?? 0) - (one?.points[place]?.y ?? 0)
  expect(rise(google, 0) / rise(meta, 1)).toBeCloseTo(10, 0)
})

test('a place says the latest value, the lowest and the highest, and is picked by its value', () => {
  const [hit] = smallMultiplesHits(props([['google', [100, 50, 2]]]))
  expect(hit?.lines.map(({ name, value }) => [name, value])).toEqual([
    ['Thu, Oct 22, 2026', '50'],
    ['Lowest', '2'],
    ['Highest', '100'],
  ])
  expect(hit?.selection).toEqual({ kind: 'value', column: provider.name, value: 'google' })
})

test('without values there is no line, and it is said', () => {
  const at = props([['google', [null, null, null]]])
  expect(smallMultiplesLayout(at).multiples[0]?.lastText).toBe('–')
  expect(smallMultiplesHits(at)[0]?.lines).toEqual([{ name: users.title, value: '–' }])
})

test('what has no room is left out and said, and nothing stands outside', () => {
  const names = Array.from({ length: 40 }, (_, at) => [`app ${at}`, [40 - at, 1, 1]] as const)
  const { multiples, cell, note } = smallMultiplesLayout(props(names, 300))
  expect(note).toContain(`the ${multiples.length} largest`)
  expect(Math.max(...multiples.map(({ x }) => x)) + cell.width).toBeLessThanOrEqual(300.1)
  expect(Math.max(...multiples.map(({ y }) => y)) + cell.height).toBeLessThanOrEqual(240)
})

import { describe, expect, test } from 'vitest'
import type { Frame } from '@tessera/plugin-api/wire'
import { compared, dimension, metric, otherOf, people, provider, time, users } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { barsHits } from './bars-hits.ts'
import { barsLayout } from './bars-layout.ts'

const tier = dimension('tier', 'Tier', { labels: { free: 'Free', pro: 'Pro' } })
const size = { width: 600, height: 300 }
const options = { arrange: 'stacked' } as const
const draw = (frame: Frame, more: { arrange?: 'stacked' | 'grouped' | 'shares'; width?: number } = {}) => {
  const props = { ...size, width: more.width ?? size.width, frame, options: { ...options, ...more } }
  return { ...barsLayout(props), hits: barsHits(props) }
}
const table = makeFrame(
  [provider, tier, users, compared(users)],
  [
    ['google', 'pro', 30, 20],
    ['google', 'free', 70, 70],
    ['meta', 'free', 10, null],
  ],
)

describe('bars by category', () => {
  test('parts stand on each other in the order of their labels, and reach as high as their sum', () => {
    const { bars, reading, zero, ticks } = draw(table)
    expect(reading.series.map(({ title }) => title)).toEqual(['Free', 'Pro'])
    const [free, pro] = bars
    expect(free?.y).toBeCloseTo(pro?.y === undefined ? 0 : pro.y + pro.height, 0)
    expect((free?.height ?? 0) / (pro?.height ?? 1)).toBeCloseTo(70 / 30, 1)
    // The comparison of Meta is not known, so that only Google has a tick: 90 of 100.
    expect(ticks).toHaveLength(1)
    expect((zero - (ticks[0]?.y ?? 0)) / (zero - (pro?.y ?? 0))).toBeCloseTo(0.9, 1)
  })

  test('a place says all parts, their shares and what they are together, and is picked by its value', () => {
    const [google, meta] = draw(table).hits
    expect(google?.lines.map(({ name, value, note }) => [name, value, note])).toEqual([
      ['Free', '70', '70.0 %'],
      ['Pro', '30', '30.0 %'],
      ['Together', '100', undefined],
    ])
    expect(google?.selection).toEqual({ kind: 'value', column: provider.name, value: 'google' })
    expect(meta?.lines.map(({ value }) => value)).toEqual(['10', '–'])
  })

  test('shares fill the whole height, whatever the sum', () => {
    const { bars, yTicks } = draw(table, { arrange: 'shares' })
    const top = Math.min(...bars.map(({ y }) => y))
    expect(bars.filter(({ y }) => y === top)).toHaveLength(2)
    expect(yTicks.at(-1)?.text).toBe('100 %')
  })

  test('values that do not add up stand side by side, and it is said', () => {
    const { arrange, note } = draw(
      makeFrame(
        [provider, tier, people],
        [
          ['google', 'free', 7],
          ['google', 'pro', 3],
        ],
      ),
    )
    expect([arrange, note]).toEqual(['grouped', 'Side by side: the values do not add up'])
  })

  test('losses go down from zero', () => {
    const net = metric('net', 'Net')
    const { bars, zero } = draw(
      makeFrame(
        [provider, tier, net],
        [
          ['google', 'free', 7],
          ['google', 'pro', -3],
        ],
      ),
    )
    expect(bars[0]?.y).toBeLessThan(zero)
    expect(bars[1]?.y).toBe(zero)
  })

  test('what has no room is counted together; where values do not add up it is left out, and said', () => {
    const rows = Array.from({ length: 40 }, (_, at) => [`app ${at}`, 100 - at])
    const app = dimension('app', 'App')
    const narrow = draw(makeFrame([app, users], rows), { width: 300 })
    expect(narrow.reading.places.map(({ title }) => title)).toEqual(['app 0', 'app 1', 'app 2', 'app 3', 'Other (36)'])
    const sum = rows.slice(4).reduce((total, [, value]) => total + Number(value), 0)
    expect(narrow.reading.series[0]?.values.at(-1)).toBe(sum)
    expect(narrow.hits.at(-1)?.selection).toBeUndefined()
    const rate = draw(makeFrame([app, { ...users, additivity: 'none' }], rows), { width: 300 })
    expect(rate.note).toBe('5 of 40 shown, the largest')
  })

  test('all others that were asked for stand last', () => {
    const columns = [provider, otherOf(provider), users]
    const { reading, hits } = draw(
      makeFrame(columns, [
        [null, true, 40],
        ['google', false, 52],
      ]),
    )
    expect(reading.places.map(({ title }) => title)).toEqual(['Google', 'All others'])
    expect(hits.map(({ selection }) => selection !== undefined)).toEqual([true, false])
  })
})

test('over time a bar is a span, a running period is lighter, and a missing day stays open', () => {
  const buckets = days(3)
  const rows = [
    ['2026-10-21', 5],
    ['2026-10-23', 2],
  ]
  const { bars, hits } = draw(makeFrame([time, users], rows, { grain: 'day', buckets }))
  expect(bars.map(({ partial }) => partial)).toEqual([false, true])
  expect(hits.map(({ bucket }) => bucket)).toEqual(['2026-10-21', '2026-10-22', '2026-10-23'])
  expect(hits[0]?.selection).toEqual({ kind: 'range', from: '2026-10-21', to: '2026-10-22' })
  expect(hits[2]?.title).toContain('(incomplete)')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grains, type Grain, type MetricQuery, type Range } from '@tessera/plugin-api/wire'
import { resolveTime } from '../src/time/resolve-time.ts'

const tenant = { id: '', slug: 't', name: 'T', timeZone: 'UTC', currency: 'EUR', weekStart: 1, asOf: null }
const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata']
const most = 92

const ranges: fc.Arbitrary<Range> = fc.oneof(
  fc.record({ last: fc.integer({ min: 1, max: 200 }), unit: fc.constantFrom(...grains) }),
  fc.record({ toDate: fc.constantFrom(...grains) }),
  fc.record({ calendar: fc.constantFrom('this' as const, 'last' as const), unit: fc.constantFrom(...grains) }),
)

/** Buckets of a range, counted by cutting it; null where they are too many to be listed. */
function bucketsOf(time: NonNullable<MetricQuery['time']>, at: { readonly now: Date; readonly finest?: Grain }) {
  try {
    const resolved = resolveTime({ metrics: [{ id: 'x.rows' }], time }, tenant, at)
    return { grain: resolved.grain, count: resolved.slots.length }
  } catch (error) {
    if ((error as { code?: string }).code === 'too_many_groups') return null
    throw error
  }
}

test('auto is the finest grain with at most 92 buckets, never finer than the rows are dated', () => {
  const now = fc.date({ min: new Date('2001-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  const finest = fc.constantFrom<Grain>('minute', 'day')
  fc.assert(
    fc.property(ranges, now, finest, fc.constantFrom(...zones), (range, at, from, timeZone) => {
      const chosen = bucketsOf({ range, timeZone, grain: 'auto' }, { now: at, finest: from })
      const allowed = grains.slice(grains.indexOf(from))
      const right = allowed.find((grain) => {
        const cut = bucketsOf({ range, timeZone, grain }, { now: at })
        return cut !== null && cut.count <= most
      })
      expect(chosen?.grain).toBe(right ?? 'year')
    }),
    { numRuns: 300 },
  )
})

test('what a reader sees for the usual ranges', () => {
  const at = { now: new Date('2026-11-20T14:30:00Z') }
  const grainOf = (range: Range) => bucketsOf({ range, grain: 'auto' }, at)?.grain
  expect(grainOf({ last: 1, unit: 'hour' })).toBe('minute')
  expect(grainOf({ last: 1, unit: 'day' })).toBe('hour')
  expect(grainOf({ last: 30, unit: 'day' })).toBe('day')
  expect(grainOf({ last: 3, unit: 'month' })).toBe('day')
  expect(grainOf({ toDate: 'year' })).toBe('week')
  expect(grainOf({ last: 5, unit: 'year' })).toBe('month')
  expect(grainOf({ from: '1926-01-01', to: '2026-01-01' })).toBe('year')
})

import { expect, test } from 'vitest'
import { latestNight } from './latest-night.ts'

test.each([
  ['UTC', '2026-11-20T03:00:00Z', '2026-11-20T03:00:00.000Z'],
  ['UTC', '2026-11-20T02:59:59Z', '2026-11-19T03:00:00.000Z'],
  ['Asia/Tokyo', '2026-11-20T12:00:00Z', '2026-11-19T18:00:00.000Z'],
  ['America/New_York', '2026-11-20T12:00:00Z', '2026-11-20T08:00:00.000Z'],
  // why: clocks are set on these days, in Berlin from 2 to 3 and from 3 to 2
  ['Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-29T01:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-25T02:00:00.000Z'],
])('of %s at %s it was night at %s', (zone, now, night) => {
  expect(latestNight(zone, new Date(now)).toISOString()).toBe(night)
})

test('every day of a year has one night in each zone', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia']) {
    const nights = new Set<number>()
    const begin = Date.UTC(2026, 0, 1, 12)
    for (let hour = 0; hour < 365 * 24; hour += 1)
      nights.add(latestNight(zone, new Date(begin + hour * 3_600_000)).getTime())
    expect(nights.size, zone).toBeGreaterThanOrEqual(365)
    expect(nights.size, zone).toBeLessThanOrEqual(366)
  }
})

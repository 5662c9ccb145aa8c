import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SetTarget } from '@tessera/plugin-api/wire'
import { dayPlace } from '../src/time/day-place.ts'
import { inForce, perDayLeft, runningOf, withDays } from '../src/run/in-force.ts'

/** A year with both changes of the clock in each zone; Santiago has a day that begins at one o'clock. */
const zones = ['Europe/Berlin', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'UTC']
const begin = Temporal.PlainDate.from('2026-01-01')
const dayText = (n: number) => begin.add({ days: n }).toString()

/** Periods of unequal lengths with gaps between them. */
const periods = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 1 }),
      days: fc.integer({ min: 1, max: 95 }),
      bound: fc.integer({ min: -900, max: 9000 }),
    }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((all) => {
    let at = 0
    return all.map(({ gap, days, bound }): SetTarget => {
      const from = at + gap * 3
      at = from + days
      return {
        metric: 'x.rows',
        from: dayText(from),
        to: dayText(at),
        dimension: null,
        value: null,
        target: { gte: bound },
      }
    })
  })

const instants = fc.record({
  zone: fc.constantFrom(...zones),
  hours: fc.tuple(
    fc.integer({ min: 0, max: 9000 }),
    fc.integer({ min: 1, max: 3000 }),
    fc.integer({ min: -200, max: 9000 }),
  ),
})

/** The oracle: walks day by day, cuts each by its own instants, and knows nothing of places of days. */
function oracle(
  targets: readonly SetTarget[],
  zone: string,
  [from, to]: readonly [Temporal.Instant, Temporal.Instant],
): number | null {
  let sum = 0
  for (let day = from.toZonedDateTimeISO(zone).startOfDay(); Temporal.Instant.compare(day.toInstant(), to) < 0;) {
    const next = day.toPlainDate().add({ days: 1 }).toZonedDateTime(zone)
    const [a, b] = [day.epochMilliseconds, next.epochMilliseconds]
    const shown = Math.min(b, to.epochMilliseconds) - Math.max(a, from.epochMilliseconds)
    const date = day.toPlainDate().toString()
    const target = targets.find((one) => one.from <= date && date < one.to)
    if (!target) return null
    const days = Temporal.PlainDate.from(target.from).until(target.to, { largestUnit: 'days' }).days
    sum += ((target.target.gte ?? 0) / days) * (shown / (b - a))
    day = next
  }
  return sum
}

test('the target of an amount goes by the days of its period, also where the clock changes', () => {
  fc.assert(
    fc.property(periods, instants, (targets, { zone, hours: [start, length, current] }) => {
      const origin = begin.toZonedDateTime(zone).toInstant()
      const from = origin.add({ hours: start })
      const to = from.add({ hours: length })
      const now = origin.add({ hours: current })
      const place = (instant: Temporal.Instant) => dayPlace({ instant }, zone)
      const days = { from: place(from), to: place(to), now: place(now) }
      const isRunning = Temporal.Instant.compare(now, from) > 0 && Temporal.Instant.compare(now, to) < 0
      for (const paced of [true, false]) {
        const expected = oracle(targets, zone, [from, paced && isRunning ? now : to])
        const given = inForce(withDays(targets), days, { holding: 'flow', paced })
        if (expected === null) expect(given).toBeNull()
        else expect(given?.gte).toBeCloseTo(expected, 6)
      }
    }),
    { numRuns: 150 },
  )
})

const quarter: SetTarget = {
  metric: 'x.rows',
  from: '2026-10-01',
  to: '2027-01-01',
  dimension: null,
  value: null,
  target: { gte: 920 },
}
const next: SetTarget = { ...quarter, from: '2027-01-01', to: '2027-04-01', target: { gte: 990 } }
const place = (at: string) => dayPlace({ instant: Temporal.Instant.from(at) }, 'Europe/Berlin')
const over = (from: string, to: string, now: string) => ({ from: place(from), to: place(to), now: place(now) })

test('a day of 25 hours is one day of the quarter, and half of it is half a day', () => {
  // 25 October 2026 has 25 hours in Berlin: it begins at 22:00Z and is half over 12.5 hours later
  const days = over('2026-09-30T22:00:00Z', '2026-12-31T23:00:00Z', '2026-10-25T10:30:00Z')
  expect(inForce(withDays([quarter]), days, { holding: 'flow', paced: true })?.gte).toBeCloseTo(245, 9)
  const running = runningOf(withDays([quarter]), days)
  expect(running && perDayLeft(running, days.now, 245)).toBeCloseTo(10, 9)
  expect(running && perDayLeft(running, days.now, null)).toBeNull()
  expect(running && perDayLeft(running, days.now, 920)).toBe(0)
})

test('a whole period has its target to the last digit, and a span that no target covers has none', () => {
  const tenth = { ...quarter, target: { lte: 0.1 } }
  const whole = over('2026-09-30T22:00:00Z', '2026-12-31T23:00:00Z', '2027-02-01T00:00:00Z')
  expect(inForce(withDays([tenth]), whole, { holding: 'flow', paced: true })).toEqual({ lte: 0.1 })
  const before = over('2026-09-29T22:00:00Z', '2026-10-10T22:00:00Z', '2027-02-01T00:00:00Z')
  expect(inForce(withDays([quarter]), before, { holding: 'flow', paced: true })).toBeNull()
  const mixed = withDays([quarter, { ...next, target: { lte: 5 } }])
  const both = over('2026-09-30T22:00:00Z', '2027-03-31T22:00:00Z', '2027-05-01T00:00:00Z')
  expect(inForce(mixed, both, { holding: 'flow', paced: true })).toBeNull()
  expect(inForce(withDays([quarter, next]), both, { holding: 'flow', paced: true })).toEqual({ gte: 1910 })
})

test('rates and levels keep their target: a rate where it is one all along, a level that of its last day', () => {
  const both = withDays([quarter, next])
  const across = over('2026-12-15T23:00:00Z', '2027-01-15T23:00:00Z', '2027-05-01T00:00:00Z')
  expect(inForce(both, across, { holding: 'rate', paced: true })).toBeNull()
  expect(inForce(both, across, { holding: 'level', paced: true })).toEqual({ gte: 990 })
  expect(inForce(both, { ...across, now: place('2026-12-20T12:00:00Z') }, { holding: 'level', paced: true })).toEqual({
    gte: 920,
  })
  const inside = over('2026-10-05T22:00:00Z', '2026-10-07T09:00:00Z', '2026-10-07T09:00:00Z')
  expect(inForce(both, inside, { holding: 'rate', paced: true })).toEqual({ gte: 920 })
  expect(inForce(both, inside, { holding: 'whole', paced: true })).toBeNull()
  const toDate = over('2026-09-30T22:00:00Z', '2026-10-07T09:00:00Z', '2026-10-07T09:00:00Z')
  expect(inForce(both, toDate, { holding: 'whole', paced: true })).toEqual({ gte: 920 })
})

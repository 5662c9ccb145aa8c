import { expect, test } from 'vitest'
import { tables } from '../../tables.ts'
import { generate } from './generate.ts'
import { pictures } from './pictures.ts'
import type { Picture } from './picture.ts'

const acme = pictures['acme'] as Picture
const people = Array.from({ length: 900 }, (_, nth) => ({
  userId: `00000000-0000-4000-8000-${nth}`.padEnd(36, '0'),
  accountId: null,
  since: 0,
}))
const ground = { slug: 'acme', timeZone: 'America/New_York', asOf: new Date('2026-11-20T05:00:00Z'), seed: 42, people }

test('the same seed and clock give the same rows, another seed or tenant others', () => {
  const first = JSON.stringify(generate(acme, ground))
  expect(JSON.stringify(generate(acme, ground))).toBe(first)
  expect(JSON.stringify(generate(acme, { ...ground, seed: 43 }))).not.toBe(first)
  expect(JSON.stringify(generate(acme, { ...ground, slug: 'other' }))).not.toBe(first)
})

test.each([
  ['a window without clock change', '2026-11-20T05:00:00Z', 'America/New_York'],
  ['clocks going back within it', '2026-11-10T05:00:00Z', 'America/New_York'],
  ['clocks going forward within it', '2026-03-20T04:00:00Z', 'America/New_York'],
  ['a "now" in the middle of a day', '2026-07-01T17:31:00Z', 'Europe/Berlin'],
])('%s: rows pass the tables they go into, none is of the future, and the totals hold', (_, asOf, timeZone) => {
  const data = generate(acme, { ...ground, asOf: new Date(asOf), timeZone })
  const midnight = Temporal.Instant.from(asOf).toZonedDateTimeISO(timeZone).startOfDay()
  for (const [name, rows] of Object.entries(data)) {
    const { columns, key } = tables[name as keyof typeof data]
    expect(rows.filter((row) => !columns.strict().safeParse(row).success)).toEqual([])
    expect(new Set(rows.map((row) => JSON.stringify(key.map((one) => Object(row)[one])))).size).toBe(rows.length)
    const times = rows.flatMap((row) => [row.created_at, ...('resolved_at' in row ? [row.resolved_at ?? ''] : [])])
    expect(times.filter((time) => Date.parse(time) >= midnight.epochMilliseconds)).toEqual([])
  }
  const since = midnight.subtract({ days: 30 }).epochMilliseconds
  const fresh = data.tickets.filter(({ created_at }) => Date.parse(created_at) >= since)
  expect([fresh.length, fresh.filter(({ resolved_at }) => resolved_at).length]).toEqual([420, 405])
  expect(data.tickets.filter(({ resolved_at }) => !resolved_at)).toHaveLength(46)
})

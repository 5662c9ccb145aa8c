import { expect, test } from 'vitest'
import { inventPeople } from './invent-people.ts'

const acme = { slug: 'acme', timeZone: 'America/New_York', asOf: new Date('2026-11-20T05:00:00Z') }
const countBy = <T>(list: readonly T[], of: (one: T) => string | null) =>
  Object.fromEntries([...Map.groupBy(list, of)].map(([key, group]) => [String(key), group.length]))

test.each([
  ['clocks going back within the window', '2026-11-10T05:00:00Z', 'America/New_York'],
  ['clocks going forward within it', '2026-03-20T04:00:00Z', 'America/New_York'],
  ['a "now" in the middle of a day', '2026-07-01T17:31:00Z', 'Europe/Berlin'],
])('acme has as many people as published: %s', (_, now, timeZone) => {
  const asOf = new Date(now)
  const { accounts, users } = inventPeople({ ...acme, asOf, timeZone }, 1) ?? { accounts: [], users: [] }
  expect(countBy(accounts, ({ planTier }) => planTier)).toEqual({ enterprise: 25, workflow: 50, pro: 70, free: 5 })
  expect(countBy(users, ({ tier }) => tier)).toEqual({ free: 11_900, pro: 3300, workflow: 2200, enterprise: 1100 })
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).startOfDay()
  const back = (days: number) => today.subtract({ days }).epochMilliseconds
  const within = (from: number, to: number) =>
    users.filter(({ createdAt }) => createdAt.getTime() >= back(from) && createdAt.getTime() < back(to)).length
  expect([within(30, 0), within(60, 30), within(1000, 0)]).toEqual([1240, 1172, 18_500])
})

test('ids are unique, users come after their customer, and only those on the free plan have none', () => {
  const { accounts, users } = inventPeople(acme, 1) ?? { accounts: [], users: [] }
  expect(new Set([...accounts, ...users].map((one) => ('userId' in one ? one.userId : one.accountId))).size).toBe(
    18_650,
  )
  const since = new Map(accounts.map(({ accountId, createdAt }) => [accountId, createdAt]))
  const early = users.filter(
    ({ accountId, createdAt }) => accountId && createdAt <= (since.get(accountId) ?? createdAt),
  )
  expect(early).toEqual([])
  expect(users.filter(({ accountId, tier }) => (accountId === null) !== (tier === 'free'))).toEqual([])
})

test('the same tenant, clock and seed give the same people, others others, and strangers none', () => {
  const first = JSON.stringify(inventPeople(acme, 1))
  expect(JSON.stringify(inventPeople(acme, 1))).toBe(first)
  expect(JSON.stringify(inventPeople(acme, 2))).not.toBe(first)
  expect(inventPeople({ ...acme, slug: 'other' }, 1)).toBe(null)
})

import { expect, test } from 'vitest'
import { calendarOf } from './calendar.ts'
import { pictures } from './picture.ts'
import { planDeals } from './plan.ts'
import { randomFrom } from './random.ts'

test.each(['20', '21', '22', '23', '24', '25', '26'])('on 2026-11-%s too, nothing lies in the future', (day) => {
  const asOf = new Date(`2026-11-${day}T05:00:00Z`)
  const picture = pictures['acme']
  if (!picture) throw new Error('acme has no picture')
  const calendar = calendarOf(asOf, 'America/New_York', 1)
  const deals = planDeals({ picture, calendar, random: randomFrom(1, 'deals'), accounts: [], sold: [] })
  const late = deals.filter(({ createdAt, since, closedAt }) => Math.max(createdAt, since ?? 0, closedAt ?? 0) >= +asOf)
  expect(late).toEqual([])
  const open = deals.filter(({ status }) => status === 'open')
  expect([open.length, open.reduce((sum, { amount }) => sum + amount, 0)]).toEqual([38, 653_600])
})

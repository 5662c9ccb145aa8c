import { createHash } from 'node:crypto'
import type { EventInput } from '@tessera/plugin-api/wire'
import { eventSchema } from '@tessera/plugin-api/wire'
import { inventDemoPeople } from '@tessera/test-kit'
import { describe, expect, test } from 'vitest'
import { events as eventTypes } from '../events.ts'
import { acme } from './acme.ts'
import { generate } from './generate.ts'
import { globex } from './globex.ts'
import { initech } from './initech.ts'
import type { Picture, ProviderWindow } from './picture.ts'

const newYork = { slug: 'acme', timeZone: 'America/New_York', seed: 42 }
const plain = { ...newYork, asOf: new Date('2026-11-20T05:00:00Z') }

const anchors = [
  { title: 'a window without clock change', picture: acme, tenant: plain },
  {
    title: 'clocks going back within the window',
    picture: acme,
    tenant: { ...plain, asOf: new Date('2026-11-10T05:00:00Z') },
  },
  {
    title: 'clocks going forward within it',
    picture: acme,
    tenant: { ...plain, asOf: new Date('2026-03-20T04:00:00Z') },
  },
  {
    title: 'a "now" in the middle of a day',
    picture: globex,
    tenant: { ...plain, asOf: new Date('2026-07-01T17:31:00Z') },
  },
  {
    title: 'another tenant',
    picture: globex,
    tenant: { slug: 'globex', timeZone: 'Europe/Berlin', seed: 7, asOf: new Date('2026-11-19T23:00:00Z') },
  },
  {
    title: 'a tenant with next to nothing',
    picture: initech,
    tenant: { slug: 'initech', timeZone: 'UTC', seed: 42, asOf: new Date('2026-11-20T00:00:00Z') },
  },
]

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const played = (picture: Picture, { seed, ...tenant }: typeof plain) => {
  const people = inventDemoPeople(picture === globex ? { ...tenant, slug: 'globex' } : tenant, seed)
  if (!people) throw new Error('there are no people')
  return { people, events: generate(picture, people, { ...tenant, seed }) }
}

test('the same seed and clock give the same bytes, another seed or tenant others', () => {
  const first = hash(played(globex, plain).events)
  expect(hash(played(globex, plain).events)).toBe(first)
  expect(hash(played(globex, { ...plain, seed: 43 }).events)).not.toBe(first)
  expect(hash(played(globex, { ...plain, slug: 'other' }).events)).not.toBe(first)
})

describe.each(anchors)('$title', ({ picture, tenant }) => {
  const data = played(picture, tenant)
  const now = Temporal.Instant.fromEpochMilliseconds(tenant.asOf.getTime()).toZonedDateTimeISO(tenant.timeZone)
  const midnight = now.startOfDay().epochMilliseconds

  test('nothing lies in the future or near midnight', () => {
    const local = data.events.map((event) => Temporal.Instant.from(event.timestamp).toZonedDateTimeISO(tenant.timeZone))
    expect(Math.max(...data.events.map((event) => Date.parse(event.timestamp)))).toBeLessThan(midnight)
    expect(Math.min(...local.map((time) => time.hour))).toBeGreaterThanOrEqual(6)
    expect(Math.max(...local.map((time) => time.hour))).toBeLessThan(22)
  })

  test('every event is of somebody who was there already, under their account', () => {
    const users = new Map(data.people.users.map((user) => [user.userId, user]))
    const early = data.events.filter(({ userId, timestamp, accountId = null }) => {
      const user = users.get(userId ?? '')
      return !user || user.createdAt.getTime() >= Date.parse(timestamp) || user.accountId !== accountId
    })
    expect(early).toEqual([])
  })

  test('every event passes the checks of the door it goes through, under an id of its own', () => {
    const types: Readonly<
      Record<string, { readonly properties: { safeParse: (value: unknown) => { success: boolean } } }>
    > = eventTypes
    const wrong = data.events.filter(
      (event) =>
        !eventSchema.safeParse(event).success || !types[event.event]?.properties.safeParse(event.properties).success,
    )
    expect(wrong).toEqual([])
    const ids = data.events.map((event) => event.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(['previous', 'current'] as const)('the %s window holds what the picture says', (name) => {
    const days = name === 'current' ? [30, 0] : [60, 30]
    const [from, to] = days.map((n) => now.startOfDay().subtract({ days: n }).epochMilliseconds) as [number, number]
    const inside = data.events.filter(
      (event) => Date.parse(event.timestamp) >= from && Date.parse(event.timestamp) < to,
    )
    for (const { provider, [name]: plan } of picture.providers) {
      expect({ provider, ...counted(inside, provider) }).toEqual({ provider, ...planned(plan) })
    }
    const chats = inside.filter((event) => event.event === 'chat_started')
    const totals = picture[`${name}Chats`]
    expect(chats.length).toBe(totals.connected + totals.others)
  })
})

function planned(plan: ProviderWindow) {
  const failures = Object.values(plan.failed).reduce((sum, n) => sum + n, 0)
  const completed = plan.existing + plan.newcomers
  return {
    viewers: plan.viewed,
    clicks: completed + failures + plan.abandoned,
    completed,
    firsts: plan.newcomers,
    left: plan.lost + plan.newcomersLost,
    failed: tally(Object.entries(plan.failed)),
    uses: tally(Object.entries(plan.uses)),
    usedChats: plan.chats,
  }
}

function counted(events: readonly EventInput[], provider: string) {
  const of = (name: string) =>
    events.filter((event) => event.event === name && event.properties?.['provider'] === provider)
  const property = (event: EventInput, key: string) => [String(event.properties?.[key]), 1] as const
  const uses = of('integration_used_in_chat')
  return {
    viewers: new Set(of('integration_viewed').map((event) => event.userId)).size,
    clicks: of('integration_connect_clicked').length,
    completed: of('integration_oauth_completed').length,
    firsts: of('integration_oauth_completed').filter((event) => event.properties?.['is_first_connection']).length,
    left: of('integration_disconnected').length,
    failed: tally(of('integration_oauth_failed').map((event) => property(event, 'error_type'))),
    uses: tally(uses.map((event) => property(event, 'service'))),
    usedChats: new Set(uses.map((event) => event.properties?.['chat_id'])).size,
  }
}

function tally(entries: readonly (readonly [string, number])[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const [key, n] of entries) if (n > 0) sums[key] = (sums[key] ?? 0) + n
  return sums
}

import type { EventInput } from '@tessera/plugin-api/wire'
import { describeDatabases, openTestHost, type TestHost, type TestTenant } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { randomFrom } from '../demo/random.ts'
import server from '../index.ts'

const minute = 60_000
const berlin: TestTenant = {
  id: '0d000000-0000-4000-8000-00000000000d',
  slug: 'berlin',
  name: 'Berlin',
  currency: 'EUR',
  weekStart: 1,
  timeZone: 'Europe/Berlin',
  asOf: new Date('2026-10-28T12:00:00Z'),
}
const other: TestTenant = { ...berlin, id: '0e000000-0000-4000-8000-00000000000e', slug: 'other', name: 'Other' }

interface Told {
  readonly user: number
  readonly at: number
  readonly seconds: number
  readonly name: string
}

/** Three days around the night that has two hours from 2 to 3; pauses of 30 minutes to the second among them. */
function story(seed: number): Told[] {
  const random = randomFrom(seed, 'story')
  return Array.from({ length: 160 }, () => ({
    user: random.int(0, 3),
    at: Date.parse('2026-10-24T12:00:00Z') + random.int(0, 250) * 15 * minute,
    seconds: random.pick([0, 0, 60, 900]),
    name: random.pick(['product_used', 'product_used', 'product_used', 'product_error', 'product_crashed']),
  }))
}

const userOf = (user: number) => `0f000000-0000-4000-8000-00000000000${user}`

/** Sessions as the rule says, event by event: `user begin seconds errored crashed`, and the days they begin on. */
function reckon(told: readonly Told[], idle: number): { sessions: string[]; days: string[] } {
  const sessions: { user: number; begin: number; until: number; seconds: number; names: Set<string> }[] = []
  for (const one of told.toSorted((a, b) => a.user - b.user || a.at - b.at)) {
    const last = sessions.at(-1)
    const seconds = one.name === 'product_used' ? one.seconds : 0
    if (last && last.user === one.user && one.at <= last.until + idle * minute) {
      last.until = Math.max(last.until, one.at + seconds * 1000)
      last.seconds += seconds
      last.names.add(one.name)
    } else {
      sessions.push({
        user: one.user,
        begin: one.at,
        until: one.at + seconds * 1000,
        seconds,
        names: new Set([one.name]),
      })
    }
  }
  const day = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Europe/Berlin').toPlainDate()
  const byDay = Map.groupBy(sessions, ({ user, begin }) => `${user} ${day(begin).toString()}`)
  return {
    sessions: sessions
      .map(({ user, begin, seconds, names }) =>
        [user, begin, seconds, names.has('product_error'), names.has('product_crashed')].join(' '),
      )
      .toSorted(),
    days: [...byDay]
      .map(([key, own]) => `${key} ${own.length} ${own.reduce((sum, { seconds }) => sum + seconds, 0)}`)
      .toSorted(),
  }
}

describeDatabases('sessions and active days', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server], { tenants: [berlin, other] })
    return () => host.close()
  })

  async function stored(tenant: TestTenant): Promise<{ sessions: string[]; days: string[] }> {
    const sessions = await sql<{ line: string }>`
      select right(user_id::text, 1) || ' ' || (extract(epoch from started_at) * 1000)::bigint || ' ' || active_seconds || ' '
        || errored || ' ' || crashed as line
      from product_analytics.sessions where tenant_id = ${tenant.id}`.execute(host.database.owner)
    const days = await sql<{ line: string }>`
      select right(user_id::text, 1) || ' ' || active_date || ' ' || sum(sessions) || ' ' || sum(active_seconds) as line
      from product_analytics.active_days where tenant_id = ${tenant.id} group by user_id, active_date`.execute(
      host.database.owner,
    )
    return {
      sessions: sessions.rows.map(({ line }) => line).toSorted(),
      days: days.rows.map(({ line }) => line).toSorted(),
    }
  }

  test('are the same in every order and every batching, late events among them, and belong to one tenant', async () => {
    const [first, second] = [story(1), story(2)]
    await host.setSettings(other, 'product-analytics', { idleMinutes: 45 })
    for (const [tenant, told] of [
      [berlin, first],
      [other, second],
    ] as const) {
      const random = randomFrom(7, tenant.slug)
      const events = random.shuffle(
        told.map(({ user, at, seconds, name }, n): EventInput => ({
          id: `${n}`,
          event: name,
          timestamp: new Date(at).toISOString(),
          userId: userOf(user),
          properties: name === 'product_used' ? { active_seconds: seconds } : {},
        })),
      )
      while (events.length > 0) await host.ingest(tenant, events.splice(0, random.int(1, 40)))
    }
    expect(await stored(berlin)).toEqual(reckon(first, 30))
    expect(await stored(other)).toEqual(reckon(second, 45))
  })
})

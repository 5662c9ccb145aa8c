import type { EventInput } from '@tessera/plugin-api/wire'
import { describeOneDatabase, openTestHost, testTenants, type TestHost, type TestTenant } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { plugin } from '../../plugin.ts'
import { randomFrom } from '../demo/random.ts'
import server from '../index.ts'

const [first, second] = testTenants
const channels = ['email', 'direct', undefined]

/** What happened on the website in some days, many things at the same moment; ids in another order than moments. */
function story(seed: number): EventInput[] {
  const random = randomFrom(seed, 'visits')
  return Array.from({ length: 200 }, (_, nth): EventInput => {
    const event = random.pick(['web_page_viewed', 'web_page_viewed', 'web_page_left', 'web_key_event'])
    const channel = random.pick(channels)
    return {
      id: `${seed} ${(nth * 77) % 200}`,
      event,
      timestamp: new Date(Date.parse('2026-11-10T00:00:00Z') + random.int(0, 60) * 3_600_000).toISOString(),
      properties: {
        visit: `v${random.int(1, 40)}`,
        ...(channel && { channel }),
        ...(random.unit() < 0.3 && { device: random.pick(['desktop', 'mobile']) }),
        ...(random.unit() < 0.5 && { engaged_seconds: random.int(0, 8) }),
        ...(event === 'web_page_viewed' && { page: random.pick(['/', '/pricing', '/blog']) }),
      },
    }
  })
}

/** Visits event by event: when each began, its pages, seconds and key events. What is told at the same moment may come in either order. */
function reckon(events: readonly EventInput[]) {
  const visits = Map.groupBy(events, ({ properties }) => String(properties?.['visit']))
  return [...visits].map(([id, all]) => {
    const firstOf = (name: string) => {
      const told = all.filter(({ properties }) => properties?.[name] !== undefined)
      const at = told.map(({ timestamp }) => timestamp).toSorted()[0]
      return told.filter(({ timestamp }) => timestamp === at).map(({ properties }) => properties?.[name] ?? null)
    }
    return {
      id,
      began: all.map(({ timestamp }) => timestamp).toSorted()[0],
      pages: all.filter(({ event }) => event === 'web_page_viewed').length,
      seconds: all.reduce((sum, { properties }) => sum + Number(properties?.['engaged_seconds'] ?? 0), 0),
      keys: all.filter(({ event }) => event === 'web_key_event').length,
      channels: firstOf('channel'),
      devices: firstOf('device'),
      landings: firstOf('page'),
    }
  })
}

interface Visit {
  readonly id: string
  readonly began: Date
  readonly pages: number
  readonly seconds: number
  readonly keys: number
  readonly channel: string | null
  readonly device: string
  readonly landing: string | null
}

describeOneDatabase('visits of events', (open) => {
  let host: TestHost
  const worlds = [story(1), story(2)] as const
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    for (const [tenant, world] of [
      [first, worlds[0]],
      [second, worlds[1]],
    ] as const) {
      const random = randomFrom(3, tenant.slug)
      const events = random.shuffle([...world])
      while (events.length > 0) await host.ingest(tenant, events.splice(0, random.int(1, 60)))
    }
    return () => host.close()
  })

  const stored = async ({ id }: TestTenant) => {
    const { rows } = await sql<Visit>`
      select session_id as id, started_at as began, page_views as pages, engaged_seconds as seconds, key_events as keys, channel,
        device_type as device, landing_page as landing
      from marketing.event_visits where tenant_id = ${id}`.execute(host.database.owner)
    return rows
  }

  test('are the same in every order and batching, and belong to one tenant', async () => {
    for (const [nth, tenant] of [first, second].entries()) {
      const found = await stored(tenant)
      const wanted = reckon(worlds[nth as 0 | 1])
      expect(found).toHaveLength(wanted.length)
      for (const { channels: some, devices, landings, ...visit } of wanted) {
        const { channel, device, landing, began, ...rest } = found.find(({ id }) => id === visit.id) as Visit
        expect({ ...rest, began: began.toISOString() }).toEqual(visit)
        expect(some.length === 0 ? [null] : some).toContain(channel)
        expect(devices.length === 0 ? ['other'] : devices).toContain(device)
        expect(landings.length === 0 ? [null] : landings).toContain(landing)
      }
    }
  })

  test('count beside imported ones, each once: an imported row stands in the place of events with its id', async () => {
    const ask = async () => {
      const metrics = ['website_sessions', 'bounce_rate', 'website_conversion_rate']
      const { rows } = await host.query(first, {
        metrics: metrics.map((name) => ({ id: `marketing.${name}` })),
        time: { range: { last: 30, unit: 'day' } },
      })
      return rows[0]?.map(Number)
    }
    const visits = reckon(worlds[0])
    const share = (part: readonly unknown[]) => part.length / visits.length
    const bounced = visits.filter(({ seconds, pages, keys }) => seconds <= 10 && pages < 2 && keys === 0)
    const converted = visits.filter(({ keys }) => keys > 0)
    expect(await ask()).toEqual([visits.length, share(bounced), share(converted)])
    const records = await host.records(first, plugin)
    const row = { started_at: '2026-11-12T00:00:00Z', page_views: 1, engaged_seconds: 0, key_events: 0 }
    await records.upsert('web_sessions', [
      { ...row, session_id: converted[0]?.id ?? '' },
      { ...row, session_id: 'of another tool', sessions: 3 },
    ])
    const all = visits.length + 3
    expect(await ask()).toEqual([all, (bounced.length + 4) / all, (converted.length - 1) / all])
  })

  test('need the id of the visit, and nothing that cannot be', async () => {
    const at = { event: 'web_page_viewed', timestamp: '2026-11-12T00:00:00Z' }
    const { rejected } = await host.ingest(second, [
      { ...at, id: 'a', properties: { page: '/' } },
      { ...at, id: 'b', properties: { page: '/', visit: 'v1', engaged_seconds: -1 } },
      { ...at, id: 'c', properties: { visit: 'v1' } },
    ])
    expect(rejected.map(({ index }) => index)).toEqual([0, 1, 2])
  })
})

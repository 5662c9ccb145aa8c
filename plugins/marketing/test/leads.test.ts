import { describeOneDatabase, openTestHost, testTenants, type TestHost, type TestTenant } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { plugin } from '../src/plugin.ts'
import { randomFrom } from '../src/server/demo/random.ts'
import server from '../src/server/index.ts'
import { bandOf, reckonLeads, type Lead } from './reckon-leads.ts'

const timeZone = 'America/New_York'
const hour = 3_600_000
const startOf = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds
const months = ['2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01'] as const
const end = startOf('2026-12-01')
const inZone = (tenant: TestTenant): TestTenant => ({ ...tenant, timeZone, asOf: new Date(end + 9 * hour) })
const tenants = [inZone(testTenants[0]), inZone(testTenants[1])] as const
const usual = { qualifyDays: 30, acceptDays: 60 }

/** Leads on a grid of 12 hours, so that many stages are reached at the very end of their time, in a month with a day of 25 hours; some skip stages. */
function leadsOf(seed: number): Lead[] {
  const random = randomFrom(seed, 'leads')
  const later = (at: number | null, most: number, chance: number) =>
    at === null || random.unit() > chance ? null : at + random.int(0, most) * 12 * hour
  return Array.from({ length: 300 }, (_, nth) => {
    const created = startOf('2026-06-15') + random.int(0, 330) * 12 * hour
    const mql = later(created, 64, 0.7)
    const sql = later(mql ?? created, 124, 0.6)
    const opportunity = later(sql, 20, 0.6)
    return {
      id: `L${nth}`,
      channel: random.pick(['email', 'event', null]),
      score: random.pick([null, 0, 24.9, 25, 49.9, 50, 74.9, 75, 100]),
      created,
      mql,
      sql,
      opportunity,
      customer: later(opportunity, 60, 0.5),
    }
  })
}

describeOneDatabase('leads beside figures reckoned lead by lead', (open) => {
  let host: TestHost
  const worlds = tenants.map((_, nth) => leadsOf(nth + 1))
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  beforeAll(async () => {
    host = await openTestHost(open, [server], { tenants })
    for (const [nth, tenant] of tenants.entries()) {
      const records = await host.records(tenant, plugin)
      const rows = (worlds[nth] ?? []).map((lead) => ({
        lead_id: lead.id,
        source_channel: lead.channel,
        lead_score: lead.score,
        created_at: new Date(lead.created).toISOString(),
        mql_at: iso(lead.mql),
        sql_at: iso(lead.sql),
        opportunity_at: iso(lead.opportunity),
        customer_at: iso(lead.customer),
      }))
      await records.upsert('leads', rows)
    }
    return () => host.close()
  })

  const names = Object.keys(reckonLeads([], { from: 0, to: 0, end, ...usual }))
  const isShare = (name: string) => /rate|conversion/.test(name)
  /** Figures of a row: of counts nothing is as good as 0, shares of nothing are unknown. */
  const told = (row: readonly unknown[]) =>
    Object.fromEntries(
      names.map((name, at) => [name, isShare(name) && row[at] === null ? null : Number(row[at] ?? 0).toFixed(9)]),
    )
  const wanted = (leads: readonly Lead[], asked: Parameters<typeof reckonLeads>[1]) =>
    told(Object.values(reckonLeads(leads, asked)))

  const ways = [
    ['marketing.channel', ({ channel }: Lead) => channel],
    ['marketing.score_band', bandOf],
  ] as const

  test.each(ways)('by month and %s, in each of two tenants', async (dimension, groupOf) => {
    for (const [nth, tenant] of tenants.entries()) {
      const { rows } = await host.query(tenant, {
        metrics: names.map((name) => ({ id: `marketing.${name}` })),
        dimensions: [dimension],
        time: { range: { from: '2026-07-01', to: '2026-12-01' }, grain: 'month' },
      })
      const found = new Map(rows.map(([month, group, ...values]) => [`${month} ${group}`, told(values)]))
      const groups = Map.groupBy(worlds[nth] ?? [], groupOf)
      const expected = months.slice(0, -1).flatMap((month, at) => {
        const span = { from: startOf(month), to: startOf(months[at + 1] ?? month), end, ...usual }
        return [...groups].map(([group, leads]) => [`${month} ${group}`, wanted(leads, span)] as const)
      })
      expect(found).toEqual(new Map(expected))
    }
  })

  test('in total, and with other times to qualify and to accept', async () => {
    for (const rules of [usual, { qualifyDays: 7, acceptDays: 31 }]) {
      const { rows } = await host.query(tenants[0], {
        metrics: names.map((name) => ({ id: `marketing.${name}` })),
        time: { range: { from: '2026-07-01', to: '2026-12-01' } },
        rules: Object.fromEntries(Object.entries(rules).map(([name, value]) => [`marketing.${name}`, value])),
      })
      const span = { from: startOf('2026-07-01'), to: end, end, ...rules }
      expect(rows.map(told)).toEqual([wanted(worlds[0] ?? [], span)])
    }
  })
})

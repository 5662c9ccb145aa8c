import { describeOneDatabase, openTestHost, testTenants, type TestHost, type TestTenant } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { plugin } from '../../plugins/marketing/src/plugin.ts'
import { randomFrom } from '../../plugins/marketing/src/server/demo/random.ts'
import server from '../../plugins/marketing/src/server/index.ts'
import saas from '../../plugins/saas-metrics/src/server/index.ts'
import { plugin as salesPlugin } from '../../plugins/sales/src/plugin.ts'
import sales from '../../plugins/sales/src/server/index.ts'
import { modelNames, reckonAttribution, type World } from './reckon-attribution.ts'

const hour = 3_600_000
const timeZone = 'America/New_York'
const startOf = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds
const now = startOf('2026-11-10')
const inZone = (tenant: TestTenant): TestTenant => ({ ...tenant, timeZone, asOf: new Date(now) })
const tenants = [inZone(testTenants[0]), inZone(testTenants[1])] as const
const channels = ['direct', 'email', 'paid_search', 'event']
const account = (nth: number) => `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`

/** Journeys on a grid of 12 hours, so that many moments are equal, and some are just 90 days before a deal, or its very moment. */
function worldOf(seed: number): World {
  const random = randomFrom(seed, 'journeys')
  const grid = (from: number, to: number) => now - random.int(from, to) * 12 * hour
  const leads = Array.from({ length: 40 }, (_, nth) => ({
    id: `L${nth}`,
    account: random.unit() < 0.15 ? null : account(random.int(1, 14)),
    createdAt: grid(1, 250),
  }))
  const deals = Array.from({ length: 30 }, (_, nth) => {
    const wonAt = grid(1, 60)
    return {
      id: `D${nth}`,
      account: random.unit() < 0.1 ? null : account(random.int(1, 16)),
      lead: random.unit() < 0.3 ? `L${random.int(0, 45)}` : null,
      openedAt: wonAt - random.int(0, 160) * 12 * hour,
      wonAt,
      amount: random.int(1, 4_000_000) / 100,
    }
  })
  const touches = Array.from({ length: 260 }, (_, nth) => ({
    // why: ids in another order than moments
    id: `T${String((nth * 97) % 260).padStart(3, '0')}`,
    lead: `L${random.int(0, 41)}`,
    channel: random.pick(channels),
    at: grid(0, 245),
  }))
  return { leads, deals, touches }
}

describeOneDatabase('attribution beside credits reckoned deal by deal', (open) => {
  let host: TestHost
  const worlds = tenants.map((_, nth) => worldOf(nth + 1))
  beforeAll(async () => {
    host = await openTestHost(open, [saas, sales, server], { tenants })
    for (const [nth, tenant] of tenants.entries()) {
      const { leads, deals, touches } = worlds[nth] as World
      const iso = (ms: number) => new Date(ms).toISOString()
      const records = await host.records(tenant, plugin)
      await records.upsert(
        'leads',
        leads.map(({ id, account: accountId, createdAt }) => ({
          lead_id: id,
          account_id: accountId,
          created_at: iso(createdAt),
        })),
      )
      await records.upsert(
        'touchpoints',
        touches.map(({ id, lead, channel, at }) => ({
          touchpoint_id: id,
          lead_id: lead,
          channel,
          occurred_at: iso(at),
        })),
      )
      await (
        await host.records(tenant, salesPlugin)
      ).upsert(
        'opportunities',
        deals.map((deal) => ({
          opportunity_id: deal.id,
          name: deal.id,
          account_id: deal.account,
          lead_id: deal.lead,
          rep_id: 'rep',
          status: 'won' as const,
          amount: deal.amount,
          created_at: iso(deal.openedAt),
          closed_at: iso(deal.wonAt),
        })),
      )
    }
  })

  async function ask(nth: number, rules: Readonly<Record<string, string | number>>, grain?: 'day') {
    const { rows } = await host.query(tenants[nth] as TestTenant, {
      metrics: [{ id: 'marketing.attributed_deals' }, { id: 'marketing.attributed_revenue' }],
      dimensions: ['marketing.channel'],
      time: { range: { from: '2026-10-20', to: '2026-11-10' }, ...(grain ? { grain } : {}) },
      rules: Object.fromEntries(Object.entries(rules).map(([name, value]) => [`marketing.${name}`, value])),
    })
    return rows
  }
  const close = (value: unknown, wanted = 0, digits = 6) => expect(Number(value ?? 0)).toBeCloseTo(wanted, digits)

  test.each(modelNames)('%s: in each of two tenants, in total and by day over a day of 25 hours', async (model) => {
    for (const [nth, world] of worlds.entries()) {
      const total = reckonAttribution(world, { model, from: startOf('2026-10-20'), to: now })
      const rows = await ask(nth, { attributionModel: model })
      for (const [channel, credit, revenue] of rows) {
        close(credit, total.get(channel as string | null)?.credit)
        close(revenue, total.get(channel as string | null)?.revenue, 2)
      }
      const missing = [...total.keys()].filter((channel) => !rows.some(([told]) => told === channel))
      expect(missing).toEqual([])
      for (const [time, channel, credit] of nth === 0 ? await ask(nth, { attributionModel: model }, 'day') : []) {
        const date = Temporal.PlainDate.from(String(time))
        const span = { from: startOf(date.toString()), to: startOf(date.add({ days: 1 }).toString()) }
        close(credit, reckonAttribution(world, { model, ...span }).get(channel as string | null)?.credit)
      }
    }
  })

  test('another time to look back on', async () => {
    const world = worlds[0] as World
    const total = reckonAttribution(world, { model: 'linear', from: startOf('2026-10-20'), to: now, days: 20 })
    for (const [channel, credit] of await ask(0, { attributionDays: 20 })) {
      close(credit, total.get(channel as string | null)?.credit)
    }
  })

  test('by every model the credits of each deal are exactly one, and its revenue its amount', async () => {
    for (const tenant of tenants.slice(0, 1)) {
      for (const model of modelNames) {
        const { rows } = await host.database.tenantTransaction(
          tenant.id,
          (db) =>
            sql`
              select d.opportunity_id, sum(c.credit)::text as credit, (sum(c.revenue) - max(d.amount))::text as off
              from sales.won_deals d left join marketing.attribution_credits c using (tenant_id, opportunity_id)
              group by d.opportunity_id
              having sum(c.credit) is distinct from 1 or sum(c.revenue) is distinct from max(d.amount) or min(c.credit) < 0`.execute(
              db,
            ),
          { plugin: 'marketing', rules: { 'marketing.attributionModel': model } },
        )
        expect(rows, model).toEqual([])
      }
    }
  })

  test('where sales is off, attribution says what it needs, and the rest answers', async () => {
    expect(host.registry.lackOf('marketing.overall_roi', new Set(['marketing', 'saas-metrics']))).toEqual(['sales'])
    expect(host.registry.lackOf('marketing.cost_per_mql', new Set(['marketing']))).toBeNull()
    expect(host.registry.lackOf('marketing.lifetime_value_cac_ratio', new Set(['marketing', 'sales']))).toEqual([
      'saas-metrics',
    ])
  })
})

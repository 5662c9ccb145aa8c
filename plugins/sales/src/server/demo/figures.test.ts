import { demoTenants, describeDemo, rounded, type Demo } from '@tessera/test-kit'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import server from '../index.ts'

const { acme, globex, initech } = demoTenants
const time = { range: { last: 90, unit: 'day' } } as const

describeDemo(server, (demo) => {
  const { host } = demo
  const ask = async (...[tenant, metrics, more]: Parameters<Demo['ask']>) =>
    rounded(await demo.ask(tenant, metrics, { time, ...more }), 3)

  test('acme: 38 open deals of 17,200 each, of which five are stalled', async () => {
    expect(await ask(acme, ['open_opportunities', 'total_pipeline_value', 'stalled_deal_count'])).toEqual([
      [38, 653_600, 5],
    ])
  })

  test('acme: 13 of 54 are won, at 17,200 in 62 days, which is 2,530 a day', async () => {
    const names = ['deals_won', 'deals_lost', 'win_rate', 'avg_deal_size', 'avg_sales_cycle_days', 'revenue_closed']
    expect(await ask(acme, names)).toEqual([[13, 41, 0.241, 17_200, 62, 223_600]])
    const [[velocity, created] = []] = await ask(acme, ['pipeline_velocity', 'opportunities_created'])
    expect(Math.abs(Number(velocity) / 2530 - 1)).toBeLessThan(0.01)
    expect(Math.abs(Number(created) - 55)).toBeLessThan(8)
  })

  test('acme: a team quota of 264,000, covered three to 3.7 times, and attained as the quarter goes by', async () => {
    const names = ['quota_of_period', 'pipeline_coverage_ratio', 'quota_pacing']
    const [[quota, coverage, pacing] = []] = await ask(acme, names)
    expect(quota).toBe(264_000)
    expect(Number(coverage)).toBeGreaterThan(3)
    expect(Number(coverage)).toBeLessThan(3.7)
    expect(Math.abs(Number(pacing) - 0.95)).toBeLessThan(0.25)
  })

  test('acme: parts add up, nothing lies in the future, and no deal is older than its account', async () => {
    const byStage = await ask(acme, ['open_opportunities', 'total_pipeline_value'], { dimensions: ['sales.stage'] })
    const sum = (at: number) => byStage.reduce((all, row) => all + Number(row[at]), 0)
    expect([sum(1), sum(2)]).toEqual([38, 653_600])
    const { rows } = await sql`
    select count(*) filter (where coalesce(o.closed_at, o.created_at) >= ${acme.asOf})::int as future,
      count(*) filter (where o.created_at < a.created_at)::int as early,
      count(*) filter (where o.account_id is not null and a.account_id is null)::int as lone
    from sales.opportunities as o
    left join core.accounts as a on a.tenant_id = o.tenant_id and a.account_id = o.account_id`.execute(
      host().database.owner,
    )
    expect(rows).toEqual([{ future: 0, early: 0, lone: 0 }])
  })

  test('globex misses its targets, and initech sells nothing', async () => {
    const [[coverage, rate, attained] = []] = await ask(globex, [
      'pipeline_coverage_ratio',
      'win_rate',
      'quota_attainment_pct',
    ])
    expect([Number(coverage) < 2, Number(rate) < 0.2, Number(attained) < 0.6]).toEqual([true, true, true])
    expect(await ask(initech, ['open_opportunities', 'win_rate', 'quota_attainment_pct'])).toEqual([[null, null, null]])
  })
})

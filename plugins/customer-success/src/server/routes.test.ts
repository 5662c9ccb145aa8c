import { externalId } from '@tessera/plugin-api/server'
import { describeOneDatabase, openTestHost, testTenants, type TestCaller, type TestHost } from '@tessera/test-kit'
import type { inferRouterOutputs } from '@trpc/server'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { plugin } from '../plugin.ts'
import { rulesOf } from '../rules-of.ts'
import { healthInputNames } from '../score/health-inputs.ts'
import { valueAt } from '../score/points-of.ts'
import { riskOf } from '../score/risk-of.ts'
import { settings } from '../settings.ts'
import server from './index.ts'
import type { routes } from './routes.ts'

type Answers = inferRouterOutputs<typeof routes>

const [tenant, other] = testTenants
const rules = rulesOf(settings.parse({}))
const idOf = (account: string) => externalId('account', account)
/** All inputs of an account, each worth so many points. */
const measured = (account: string, points: number) =>
  healthInputNames.map((input) => ({
    account_id: account,
    input,
    measured_on: '2026-11-18',
    value: valueAt(points, rules.goalposts[input]),
  }))
const met = (id: string, account: string, more: object) => ({
  engagement_id: id,
  account_id: account,
  type: 'meeting' as const,
  created_at: '2026-10-01T08:00:00Z',
  ...more,
})

/** Ada is well, Bob is at risk and has not been met for 45 days, of Cleo nothing is known, Dan is gone. */
describeOneDatabase('procedures of customer success', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    await sql`
      insert into core.accounts (tenant_id, account_id, name, segment, created_at)
      select ${tenant.id}, id::uuid, name, segment, timestamptz '2025-01-01Z' from jsonb_to_recordset(${JSON.stringify(
        ['Ada', 'Bob', 'Cleo', 'Dan'].map((name) => ({
          id: idOf(name.toLowerCase()),
          name,
          segment: name === 'Ada' ? 'enterprise' : 'smb',
        })),
      )}::jsonb) as a (id text, name text, segment text)`.execute(host.database.owner)
    const records = await host.records(tenant, plugin)
    await records.upsert('customers', [{ account_id: 'dan', churned_at: '2026-11-10T09:00:00Z' }])
    await records.upsert('measurements', [
      ...measured('ada', 90),
      ...measured('bob', 50),
      { account_id: 'bob', input: 'budget_constraints', measured_on: '2026-11-18', value: 1 },
    ])
    await records.upsert('stakeholders', [
      {
        stakeholder_id: 's1',
        account_id: 'ada',
        name: 'Ann Example',
        role: 'Buyer',
        created_at: '2026-01-01T08:00:00Z',
      },
    ])
    await records.upsert('attendees', [{ engagement_id: '1', stakeholder_id: 's1', attended: true }])
    await records.upsert('engagements', [
      met('1', 'ada', { outcome: 'positive', completed_at: '2026-11-16T23:30:00Z' }),
      met('2', 'ada', { type: 'email', completed_at: '2026-11-10T10:00:00Z', replied_at: '2026-11-11T10:00:00Z' }),
      met('3', 'ada', { type: 'call', inbound_at: '2026-11-12T08:00:00Z', responded_at: '2026-11-12T11:00:00Z' }),
      met('4', 'bob', { outcome: 'negative', completed_at: '2026-10-05T10:00:00Z' }),
      met('5', 'bob', { missed: true, scheduled_at: '2026-11-13T10:00:00Z' }),
    ])
    await host.runJob(tenant, 'customer-success.refresh')
  })
  const viewer: TestCaller = { tenant }
  const call = async <Name extends keyof Answers>(name: Name, input?: unknown, caller = viewer) =>
    (await host.call(caller, { plugin: 'customer-success', name, input })) as Answers[Name]

  /** What is known of Bob: one meeting missed, the only outcome negative, and a budget that is constrained. */
  const bobsRisk = riskOf({ missed_meetings: 1, negative_outcomes: 1, budget_constraints: 1 }, rules).score ?? 0
  const othersRisk = riskOf({ missed_meetings: 0 }, rules).score ?? 0

  test('the stats cards count accounts and take the mean of those that have a score', async () => {
    const told = await call('stats')
    expect(told).toEqual({
      totalAccounts: 4,
      activeAccounts: 2,
      atRiskAccounts: 1,
      churnedAccounts: 1,
      averageHealthScore: 70,
      averageChurnRisk: Math.round((100 * (bobsRisk + 2 * othersRisk)) / 3) / 100,
      totalARR: null,
      npsScore: null,
    })
  })

  test('over a period, of one segment, beside the one before', async () => {
    const told = await call('advancedStats', { period: '30d', segment: 'smb', compare: 'previous_period' })
    expect(told.period).toEqual({ from: '2026-10-21', to: '2026-11-20' })
    expect(told.stats).toMatchObject({ totalAccounts: 3, averageHealthScore: 50 })
    expect(told.comparison).toMatchObject({ totalAccounts: null, averageHealthScore: null })
    expect(told.healthSegments).toMatchObject({
      healthy: { count: 0, percentage: 0 },
      atRisk: { range: [40, 59], count: 1, percentage: 100 },
    })
    expect(told.healthTrend.at(-1)).toMatchObject({ date: '2026-11-19', averageHealthScore: 50 })
    expect(told.engagement).toMatchObject({ totalEngagements: 0, engagementFrequency: 0 })
    expect(told.revenue).toMatchObject({ totalARR: null, expansionRevenue: null })
    await expect(call('advancedStats', { period: '3d' })).rejects.toThrow()
  })

  test('health of all, of one and of those that give reason to worry, with what warns of them', async () => {
    const all = await call('health', {})
    expect(all.date).toBe('2026-11-19')
    expect(all.segments).toMatchObject({
      healthy: { count: 1, percentage: 50 },
      atRisk: { count: 1, percentage: 50 },
    })
    const seen = all.accounts.map(({ name, healthScore, warnings }) => [name, healthScore, warnings])
    expect(seen).toEqual([
      [
        'Bob',
        50,
        [
          'At risk: health 50',
          `Churn risk ${Math.round(bobsRisk)}`,
          'No contact for 45 days',
          'Negative outcomes',
          'Budget constrained',
        ],
      ],
      ['Ada', 90, []],
      ['Cleo', null, ['No contact in 90 days']],
      ['Dan', null, []],
    ])
    expect(all.trend).toEqual([
      { date: '2026-11-19', healthScore: 70, churnRisk: expect.closeTo((bobsRisk + 2 * othersRisk) / 3, 5) },
    ])
    const named = (told: Answers['health']) => told.accounts.map(({ name }) => name)
    expect(named(await call('health', { at_risk: 'true' }))).toEqual(['Bob', 'Cleo'])
    expect(named(await call('health', { account_id: 'ada' }))).toEqual(['Ada'])
    expect(named(await call('health', { account_id: 'nobody' }))).toEqual([])
    expect(all.accounts[1]?.factors.productUsage).toMatchObject({
      weight: expect.closeTo(0.4, 9),
      score: expect.closeTo(90, 9),
      metrics: { loginFrequency: expect.closeTo(90, 9) },
    })
    expect(named(await call('health', {}, { tenant: other }))).toEqual([])
  })

  test('churn risk from a threshold, with its factors', async () => {
    const told = await call('churnRisk', { risk_threshold: 30, factors: '1' })
    expect(told.distribution).toEqual({ low: 2, medium: bobsRisk < 60 ? 1 : 0, high: bobsRisk < 60 ? 0 : 1 })
    expect(told.accounts).toHaveLength(1)
    expect(told.accounts[0]).toMatchObject({
      name: 'Bob',
      churnRisk: expect.closeTo(bobsRisk, 5),
      change: 0,
      mrr: null,
    })
    expect(told.accounts[0]?.factors?.businessRisk).toMatchObject({ score: 100 })
    expect((await call('churnRisk', { factors: '0' })).accounts.map(({ factors }) => factors)).toEqual([
      null,
      null,
      null,
    ])
    await expect(call('churnRisk', { risk_threshold: 101 })).rejects.toThrow()
  })

  test('engagement by type, outcome and period; a meeting that was missed is none', async () => {
    expect(await call('engagement', { period: '90d' })).toMatchObject({
      totalEngagements: 4,
      engagementsByType: { meeting: 2, call: 1, email: 1, demo: 0, training: 0 },
      outcomeDistribution: { positive: 1, neutral: 0, negative: 1, actionRequired: 0 },
      averageResponseTime: 3,
    })
    expect(await call('engagement', { period: '90d', outcome: 'negative' })).toMatchObject({ totalEngagements: 1 })
    expect(await call('engagement', { period: '7d', type: 'meeting' })).toMatchObject({ totalEngagements: 1 })
    expect(await call('engagement', { period: '90d', team_member: 'nobody' })).toMatchObject({ totalEngagements: 0 })
  })

  test('one account: names of people for those who may read them, and nothing of another tenant', async () => {
    const told = await call('account', { accountId: 'ada' })
    expect(told).toMatchObject({ name: 'Ada', health: 90, status: 'active', money: null, warnings: [] })
    // half past eleven in the evening of the 16th is the 17th in Berlin
    expect(told.people).toMatchObject([{ name: 'Ann Example', role: 'Buyer', lastDate: '2026-11-17' }])
    expect(told.parts.reduce((sum: number, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
    const scopes = ['metrics:read']
    const hidden = await call('account', { accountId: idOf('ada') }, { tenant, scopes })
    expect(hidden.people).toMatchObject([{ name: null, role: 'Buyer' }])
    await expect(call('account', { accountId: 'ada' }, { tenant: other })).rejects.toMatchObject({
      code: 'account_unknown',
    })
  })

  test('what was done is recorded once by its id, told to open pages, and has the scores reckoned anew', async () => {
    const given = { engagementId: '6', accountId: 'cleo', type: 'call', at: '2026-11-20T09:00:00Z' }
    expect(await call('recordEngagement', given)).toEqual({ engagementId: '6' })
    await call('recordEngagement', { ...given, outcome: 'positive' })
    const { rows } = await sql`select outcome from customer_success.engagements
      where tenant_id = ${tenant.id} and engagement_id = '6'`.execute(host.database.owner)
    expect(rows).toEqual([{ outcome: 'positive' }])
    expect(host.published(tenant).map(({ topic }) => topic)).toContain('customer-success.account_changed')
    expect(await call('reckonAgain', {})).toEqual({ enqueued: true })
    expect(await call('reckonAgain', {})).toEqual({ enqueued: false })
    const runs = (await host.jobRuns()).map(({ job }) => job)
    expect(runs.toSorted()).toEqual(['customer-success.nightly', 'customer-success.refresh'])
    const reader: TestCaller = { tenant, scopes: ['metrics:read'] }
    for (const name of ['recordEngagement', 'reckonAgain'] as const)
      await expect(call(name, given, reader)).rejects.toMatchObject({ code: 'scope_missing' })
  })
})

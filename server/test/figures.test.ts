import { join } from 'node:path'
import type { TenantContext } from '@tessera/plugin-api/server'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import { describeOneDatabase } from '@tessera/test-kit'
import { findTenant } from '@tessera/tenancy'
import { createLogin, queryAsBi, revokeLogin } from '@tessera/unified'
import { beforeAll, expect, test } from 'vitest'
import { settingsTried } from '../fixtures/bi-attempts.ts'
import { documentQueries } from '../fixtures/document-queries.ts'
import { answers, questions, wrong, type Ask } from '../fixtures/figures/ask-figures.ts'
import { assertSuccess } from '../fixtures/figures/assert-success.ts'
import { assertCustomers } from '../fixtures/figures/assert-customers.ts'
import { assertDocumentAnswers } from '../fixtures/figures/document-answers.ts'
import {
  counts,
  stats,
  type AccountAnswer,
  type Bands,
  type EngagementAnswer,
  type HealthAnswer,
  type RiskAnswer,
  type StatsAnswer,
} from '../fixtures/figures/success-answers.ts'
import { ground, type PublishedFigure } from '../fixtures/figures/figure.ts'
import { publishedFigures } from '../fixtures/figures/published-figures.ts'
import { openCommands } from '../fixtures/processes.ts'
import { hasPsql, psql } from '../fixtures/psql.ts'
import { answerWithoutEach } from '../fixtures/figures/without-plugin.ts'
import { cookieFor, keyFor, startTestApp } from '../fixtures/test-app.ts'
import { connectAs } from '../fixtures/unified-people.ts'
import type { App } from '../src/start/app.ts'

const root = join(import.meta.dirname, '../..')
describeOneDatabase('the published figures of acme', (open, kind) => {
  let app: App
  let acme: TenantContext
  beforeAll(async () => {
    app = await startTestApp(await open(), { root })
    acme = await findTenant(app.services.database.owner, 'acme')
    const { daily } = app.services.unified
    await daily.compute(acme, daily.usualRange(acme, 3))
    return () => app.close()
    // why: demo data of all domains, and three days of all their metrics
  }, 300_000)

  test('reckoned from the tables', async () => {
    const { pool } = app.services.database
    const found = new Map<PublishedFigure, unknown>()
    for (const figure of publishedFigures) {
      const { rows } = await pool.query<{ value: number }>(
        `${ground} select (${figure.sql})::float8 as value from ground`,
      )
      found.set(figure, rows[0]?.value)
    }
    expect(wrong(found)).toEqual([])
  })

  test('as pages ask, by tRPC, and as programs do, by REST', async () => {
    const cookie = await cookieFor(app.fastify, 'viewer')
    const headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read')}` }
    const byPage: Ask = async (query) => {
      const input = encodeURIComponent(JSON.stringify(query))
      const url = `/t/acme/api/trpc/metrics.query?input=${input}`
      const answer = await app.fastify.inject({ url, headers: { cookie } })
      return answer.json<{ result: { data: Frame } }>().result.data
    }
    const byProgram: Ask = async (payload) => {
      const answer = await app.fastify.inject({ method: 'POST', url: '/api/v1/metrics/query', headers, payload })
      return answer.json<Frame>()
    }
    expect(wrong(await answers(byPage))).toEqual([])
    expect(wrong(await answers(byProgram))).toEqual([])
  })

  test('what customer success says of revenue is what the ledger says, on each day of a month', async () => {
    const headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read')}` }
    const ask = async (payload: MetricQuery) =>
      (await app.fastify.inject({ method: 'POST', url: '/api/v1/metrics/query', headers, payload })).json<Frame>().rows
    const metrics = ['customer-success.total_arr', 'saas-metrics.arr'].map((id) => ({ id }))
    const byDay = await ask({ metrics, time: { range: { last: 30, unit: 'day' }, grain: 'day' } })
    expect(byDay).toHaveLength(30)
    expect(byDay.filter(([, own, ledger]) => !(Math.abs(Number(own) - Number(ledger)) < 1))).toEqual([])
    await assertSuccess(ask)
  })

  test.skipIf(kind === 'embedded')('on the command line', async () => {
    // why: each starts all plugins, and the others differ in metrics alone
    const asked = questions.filter(({ query }) => !query.dimensions).slice(0, 2)
    const commands = openCommands({ TESSERA_ROOT: root, DATABASE_URL: app.services.database.url })
    const found = await answers(async (query) => {
      const { out, err } = await commands.run(['query', '-', '--tenant', 'acme', '--json'], JSON.stringify(query))
      expect(err).toBe('')
      return JSON.parse(out) as Frame
    }, asked).finally(commands.end)
    const published = asked.flatMap(({ figures }) => figures)
    expect(wrong(found, published)).toEqual([])
  })

  test('one customer is the same for all plugins, from lead to health', () =>
    assertCustomers(app.services.database.pool, acme.id))

  test('as BI tools read them', async () => {
    const { database } = app.services
    const asked = publishedFigures.filter(({ daily }) => daily)
    const read = `select metric_id, metric_value from metric_values
      where entity_type = 'tenant' and metric_date = current_date - 1`
    const { rows } = await queryAsBi(database, acme, { statement: read, bounds: { rows: 1000, seconds: 20 } })
    const values = new Map(rows.map((row) => [row['metric_id'], row['metric_value']]))
    expect(wrong(new Map(asked.map((figure) => [figure, values.get(figure.metric)])), asked)).toEqual([])
  })

  test('in the four queries that analysts were promised, asked by a login and by the command', async () => {
    const { database } = app.services
    const api: Ask = async (payload) => {
      const headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read')}` }
      return (await app.fastify.inject({ method: 'POST', url: '/api/v1/metrics/query', headers, payload })).json()
    }
    const bounds = { rows: 1000, seconds: 20 }
    await assertDocumentAnswers(async (statement) => (await queryAsBi(database, acme, { statement, bounds })).rows, api)
    if (kind === 'embedded') return
    const made = await createLogin(database, acme, { title: 'figures', connections: 3, seconds: 20 })
    const client = await connectAs(app, made)
    try {
      await assertDocumentAnswers(async (statement) => (await client.query(statement)).rows, api)
      if (!hasPsql()) return
      for (const [name, statement] of Object.entries(documentQueries)) {
        const { rows } = await client.query({ text: statement, rowMode: 'array' })
        expect(psql(app, made, statement), name).toHaveLength(rows.length)
      }
    } finally {
      await client.end()
      await revokeLogin(database.owner, acme.id, made.login)
    }
  })

  test.skipIf(kind === 'embedded')('a login of globex sees nothing of acme in any view, whatever it sets', async () => {
    const { database } = app.services
    const globex = await findTenant(database.owner, 'globex')
    const made = await createLogin(database, globex, { title: 'other', connections: 2, seconds: 20 })
    const client = await connectAs(app, made)
    try {
      const { rows: views } = await client.query<{ view: string }>(`
        select c.relname as view from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'entity'::regnamespace and c.relkind = 'v' order by 1`)
      expect(views.map(({ view }) => view)).toEqual(expect.arrayContaining(['events', 'metric_values', 'usage_logs']))
      expect((await client.query('select from users limit 1')).rowCount).toBe(1)
      for (const setting of settingsTried(acme.id)) {
        await client.query(setting).catch(() => {})
        const looks = views.map(
          ({ view }) => `(select count(*) from entity."${view}" where tenant_id <> '${globex.id}') as "${view}"`,
        )
        const answer = await client.query(`select ${looks.join(', ')}`).catch((error: unknown) => error as Error)
        const seen =
          answer instanceof Error ? [] : Object.entries(Object(answer.rows[0])).filter(([, n]) => Number(n) > 0)
        expect(seen, setting).toEqual([])
        await client.query('reset row_security')
      }
    } finally {
      await client.end()
      await revokeLogin(database.owner, globex.id, made.login)
    }
  })

  /** What a path of customer success answers a program of acme. */
  async function get<Answer>(path: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read')}` }
    const answer = await app.fastify.inject({ url: path, headers })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json<Answer>()
  }

  const countsOf = (bands: Bands) => Object.fromEntries(Object.entries(bands).map(([name, { count }]) => [name, count]))

  test('the stats of customer success, as their example says', async () => {
    expect(await get('/api/dashboard/stats')).toEqual(stats)
  })

  test('the stats over a period: with trend and segments, beside another period, and of a part of the customers', async () => {
    const whole = await get<StatsAnswer>('/api/v1/dashboard/stats?period=30d&compare=previous_period')
    expect(whole.stats).toEqual(stats)
    expect(countsOf(whole.healthSegments)).toEqual(counts)
    expect(whole.healthSegments.healthy.percentage).toBe(49.7)
    expect(whole.healthTrend).toHaveLength(30)
    expect(whole.healthTrend.at(-1)?.averageHealthScore).toBeCloseTo(75.5, 1)
    expect(Object.values(whole.comparison ?? {}).every((value) => value !== null)).toBe(true)
    expect(whole.comparison?.totalARR).toBeLessThan(stats.totalARR)
    expect(Object.entries({ ...whole.revenue, ...whole.kpis }).filter(([, value]) => value === null)).toEqual([])
    const [year, week] = [
      await get<StatsAnswer>('/api/v1/dashboard/stats?period=1y'),
      await get<StatsAnswer>('/api/v1/dashboard/stats?period=7d'),
    ]
    expect([year.comparison, year.stats.totalAccounts, week.healthTrend.length]).toEqual([null, 150, 7])
    expect(week.engagement.totalEngagements).toBeLessThan(whole.engagement.totalEngagements)
    const { rows } = await app.services.database.pool.query<{ segment: string }>(
      'select distinct segment from core.accounts where tenant_id = $1 and segment is not null',
      [acme.id],
    )
    expect(rows.length).toBeGreaterThan(1)
    let accounts = 0
    for (const { segment } of rows)
      accounts += (await get<StatsAnswer>(`/api/v1/dashboard/stats?segment=${segment}`)).stats.totalAccounts
    expect(accounts).toBe(150)
  })

  test('health of all accounts, of those that give reason to worry, and of one, which its page takes apart', async () => {
    const all = await get<HealthAnswer>('/api/v1/health?period=30d')
    expect([all.accounts.length, countsOf(all.segments), all.trend.length]).toEqual([150, counts, 30])
    const added = all.accounts.filter(({ healthScore, factors }) => {
      const sum = Object.values(factors).reduce((total, { weight, score }) => total + weight * (score ?? 0), 0)
      return healthScore !== null && Math.abs(sum - healthScore) > 1e-3
    })
    expect(added).toEqual([])
    const { accounts: warned } = await get<HealthAnswer>('/api/v1/health?at_risk=true')
    expect(warned.length).toBeGreaterThanOrEqual(counts.atRisk + counts.critical)
    expect(warned).toEqual(all.accounts.filter(({ warnings }) => warnings.length > 0))
    expect(warned.every(({ recommendation }) => recommendation !== null)).toBe(true)
    const [first] = warned
    const one = await get<HealthAnswer>(`/api/v1/health?period=7d&account_id=${first?.accountId}`)
    expect([one.accounts, one.trend.length, one.trend.at(-1)?.healthScore]).toEqual([[first], 7, first?.healthScore])
    const page = await get<AccountAnswer>(`/api/customer-success/accounts/${first?.accountId}`)
    expect([page.health, page.warnings]).toEqual([first?.healthScore, first?.warnings])
    expect(page.parts.reduce((sum, { points, weight }) => sum + points * weight, 0)).toBeCloseTo(page.health, 3)
    expect(page.timeline.length).toBeGreaterThan(0)
    expect(page.people.every(({ name }) => name === null)).toBe(true)
  })

  test('engagements by type, outcome and member of the team, each a part of all', async () => {
    const path = '/api/analytics/engagement?period=90d'
    const all = await get<EngagementAnswer>(path)
    const sum = (parts: Readonly<Record<string, number>>) => Object.values(parts).reduce((total, n) => total + n, 0)
    expect(all.totalEngagements).toBeGreaterThan(100)
    expect(sum(all.engagementsByType)).toBe(all.totalEngagements)
    expect(sum(all.outcomeDistribution)).toBeLessThanOrEqual(all.totalEngagements)
    expect(all.averageResponseTime).toBeGreaterThan(0)
    const calls = await get<EngagementAnswer>(`${path}&type=call`)
    expect(calls.totalEngagements).toBe(all.engagementsByType['call'])
    expect(calls.engagementsByType).toEqual({
      meeting: 0,
      call: calls.totalEngagements,
      email: 0,
      demo: 0,
      training: 0,
    })
    const negative = await get<EngagementAnswer>(`${path}&outcome=negative`)
    expect(negative.totalEngagements).toBe(all.outcomeDistribution['negative'])
    const { rows } = await app.services.database.pool.query<{ member: string }>(
      'select distinct team_member as member from customer_success.engagements where tenant_id = $1 and team_member is not null',
      [acme.id],
    )
    let ofTeam = 0
    for (const { member } of rows)
      ofTeam += (await get<EngagementAnswer>(`${path}&team_member=${encodeURIComponent(member)}`)).totalEngagements
    expect(ofTeam).toBe(all.totalEngagements)
  })

  test('churn risk from a threshold on, with its factors where they are asked for', async () => {
    const all = await get<RiskAnswer>('/api/analytics/churn-risk')
    expect(all.averageChurnRisk).toBeCloseTo(18.2, 3)
    expect(all.accounts).toHaveLength(145)
    const risks = all.accounts.map(({ churnRisk }) => churnRisk)
    expect(risks).toEqual(risks.toSorted((a, b) => b - a))
    expect(all.accounts.every(({ factors }) => factors === null)).toBe(true)
    const high = await get<RiskAnswer>('/api/analytics/churn-risk?risk_threshold=60&factors=true')
    expect(high.distribution).toEqual(all.distribution)
    expect(high.accounts.length).toBe(risks.filter((risk) => risk >= 60).length)
    expect(high.accounts.length).toBe(all.distribution['high'])
    const groups = high.accounts.map(({ factors }) => Object.values(factors ?? {}))
    expect(groups.map((each) => each.reduce((sum, { weight, score }) => sum + weight * (score ?? 0), 0))).toEqual(
      high.accounts.map(({ churnRisk }) => expect.closeTo(churnRisk, 3)),
    )
  })

  test('the summary of the health of accounts is what a mean over their last 30 days is', async () => {
    const bounds = { rows: 1000, seconds: 20 }
    const statement =
      'select account_id::text, avg_health_score::float8 as mean, metric_count::int as days from account_health_summary'
    const { rows } = await queryAsBi(app.services.database, acme, { statement, bounds })
    const byDay = `select account_id::text, overall_health_score::float8 as score from customer_success.health_metrics
      where tenant_id = $1 and metric_date > (select max(metric_date) from customer_success.health_metrics where tenant_id = $1) - 30`
    const { rows: scores } = await app.services.database.pool.query<{ account_id: string; score: number }>(byDay, [
      acme.id,
    ])
    const ofAccounts = Map.groupBy(scores, ({ account_id: account }) => account)
    expect(ofAccounts.size).toBeGreaterThanOrEqual(145)
    const told = new Map(rows.map((row) => [row['account_id'], [row['mean'], row['days']]]))
    const wanted = [...ofAccounts].map(([account, own]) => {
      const known = own.flatMap(({ score }) => score ?? [])
      return [
        account,
        [expect.closeTo(known.reduce((sum, score) => sum + score, 0) / known.length, 6), known.length],
      ] as const
    })
    expect(told).toEqual(new Map(wanted))
  })

  test('without any one of four plugins the others answer', () => answerWithoutEach(app))
})

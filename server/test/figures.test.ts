import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { TenantContext } from '@tessera/plugin-api/server'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import { describeOneDatabase } from '@tessera/test-kit'
import { findTenant } from '@tessera/tenancy'
import { createLogin, queryAsBi, revokeLogin, type MadeLogin } from '@tessera/unified'
import { beforeAll, expect, test } from 'vitest'
import { settingsTried } from '../fixtures/bi-attempts.ts'
import { documentQueries } from '../fixtures/document-queries.ts'
import { assertDocumentAnswers } from '../fixtures/figures/document-answers.ts'
import { ground, type PublishedFigure } from '../fixtures/figures/figure.ts'
import { publishedFigures } from '../fixtures/figures/published-figures.ts'
import { openCommands } from '../fixtures/processes.ts'
import { cookieFor, keyFor, startTestApp } from '../fixtures/test-app.ts'
import { connectAs } from '../fixtures/unified-people.ts'
import type { App } from '../src/start/app.ts'

const root = join(import.meta.dirname, '../..')
const nameOf = ({ metric, only }: PublishedFigure) => (only ? `${metric} of ${only[1]}` : metric)

/** Most metrics of one question. */
const most = 20

/** Figures that one question answers, and the question. */
const questions = [
  ...Map.groupBy(publishedFigures, ({ days = 30, only }) => JSON.stringify([days, only?.[0]])).values(),
].flatMap((group) => {
  const [{ days = 30, only } = { days: 30 }] = group
  const metrics = [...new Set(group.map(({ metric }) => metric))]
  return Array.from({ length: Math.ceil(metrics.length / most) }, (_, at) => {
    const asked = metrics.slice(at * most, (at + 1) * most)
    const query: MetricQuery = {
      metrics: asked.map((id) => ({ id })),
      ...(only ? { dimensions: [only[0]] } : {}),
      time: { range: { last: days, unit: 'day' } },
    }
    return { figures: group.filter(({ metric }) => asked.includes(metric)), query }
  })
})

/** What is not as published. */
function wrong(found: ReadonlyMap<PublishedFigure, unknown>, figures = publishedFigures) {
  return figures.flatMap((figure) => {
    const value = Number(found.get(figure) ?? Number.NaN)
    const isRight = Math.abs(value / figure.value - 1) < (figure.exact ? 1e-5 : 0.01)
    return isRight ? [] : [`${nameOf(figure)}: ${figure.value} is published, ${found.get(figure)} was found`]
  })
}

type Ask = (query: MetricQuery) => Promise<Pick<Frame, 'columns' | 'rows'>>

async function answers(ask: Ask, asked = questions) {
  const found = new Map<PublishedFigure, unknown>()
  for (const { figures, query } of asked) {
    const { columns, rows } = await ask(query)
    for (const figure of figures) {
      const row = figure.only ? rows.find(([group]) => group === figure.only?.[1]) : rows[0]
      found.set(figure, row?.[columns.findIndex(({ name }) => name === figure.metric)])
    }
  }
  return found
}

function psql(app: App, { login, password, database }: MadeLogin, statement: string): string[] {
  const { hostname, port } = new URL(app.services.database.url)
  const options = ['-h', hostname, '-p', port || '5432', '-U', login, '-d', database, '-AtX', '-c', statement]
  const { stdout, stderr } = spawnSync('psql', options, {
    env: { ...process.env, PGPASSWORD: password },
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  return stdout.trim().split('\n')
}

describeOneDatabase('the published figures of acme', (open, kind) => {
  let app: App
  let acme: TenantContext
  beforeAll(async () => {
    app = await startTestApp(await open(), { root })
    acme = await findTenant(app.services.database.owner, 'acme')
    const { daily } = app.services.unified
    await daily.compute(acme, daily.usualRange(acme, 3))
    return () => app.close()
  })

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
    const told = ['monthly_active_users', 'engagement_roi', 'support_tickets_30d', 'features_adopted']
    const [row = []] = await ask({
      metrics: told.map((name) => ({ id: `customer-success.${name}` })),
      time: { range: { last: 30, unit: 'day' } },
    })
    expect(row.filter((value) => value === null || Number(value) === 0)).toEqual([])
  })

  test.skipIf(kind === 'embedded')('on the command line', async () => {
    const asked = questions.filter(({ query }) => !query.dimensions)
    const commands = openCommands({ TESSERA_ROOT: root, DATABASE_URL: app.services.database.url })
    const found = await answers(async (query) => {
      const { out, err } = await commands.run(['query', '-', '--tenant', 'acme', '--json'], JSON.stringify(query))
      expect(err).toBe('')
      return JSON.parse(out) as Frame
    }, asked).finally(commands.end)
    expect(
      wrong(
        found,
        asked.flatMap(({ figures }) => figures),
      ),
    ).toEqual([])
  })

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
      if (spawnSync('psql', ['--version']).status !== 0) return
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
})

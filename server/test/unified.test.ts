import type { TenantContext } from '@tessera/plugin-api/server'
import { describeDatabases } from '@tessera/test-kit'
import { createTenant } from '@tessera/tenancy'
import { createLogin, queryAsBi, revokeLogin, type MadeLogin } from '@tessera/unified'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogRead, looks, notOneSelect, settingsTried, statementsRefused } from '../fixtures/bi-attempts.ts'
import { brokenInstallation } from '../fixtures/broken-installation.ts'
import { documentQueries } from '../fixtures/document-queries.ts'
import { hasPsql, psql } from '../fixtures/psql.ts'
import { startTestApp } from '../fixtures/test-app.ts'
import { askAsBi, askEngine, askForDays, attempting, daysBefore, type Row } from '../fixtures/unified-asks.ts'
import { connectAs, fillTenant, idOf, postTo } from '../fixtures/unified-people.ts'
import { checkTargetsInViews } from '../fixtures/unified-targets.ts'
import { unifiedPlugins } from '../fixtures/unified-plugins.ts'
import { viewsFollowed } from '../fixtures/unified-views.ts'
import type { App } from '../src/start/app.ts'

const hour = 3_600_000

describeDatabases('the unified layer', (open, kind) => {
  let app: App
  let north: TenantContext
  let south: TenantContext
  const logins = new Map<string, MadeLogin>()
  /** Days of the tenant: today, and so many days before. */
  const day = (back: number) =>
    Temporal.Now.zonedDateTimeISO(north.timeZone).toPlainDate().subtract({ days: back }).toString()

  const post = (tenant: TenantContext, events: readonly Row[]) => postTo(app, tenant, events)
  const daily = (tenant: TenantContext, days = 3) => {
    const { daily: metrics } = app.services.unified
    return metrics.compute(tenant, metrics.usualRange(tenant, days))
  }
  const engine = (tenant: TenantContext, metric: string, dimension?: string, back = 0) =>
    askEngine(app, tenant, { metric, dimension, from: day(back), to: day(back - 1) })
  const ask = (tenant: TenantContext, statement: string) =>
    askAsBi(app, statement, { tenant, login: logins.get(tenant.slug) })
  const connect = (tenant: TenantContext) => connectAs(app, logins.get(tenant.slug) as MadeLogin)

  beforeAll(async () => {
    const { root, remove } = brokenInstallation([], unifiedPlugins)
    app = await startTestApp(await open(), { root, env: { TESSERA_DEMO: '0' } })
    const { database } = app.services
    north = await createTenant(database, { slug: 'north', name: 'North', timeZone: 'Europe/Berlin' })
    south = await createTenant(database, { slug: 'south', name: 'South', timeZone: 'Europe/Berlin' })
    await fillTenant(app, north, 1)
    await fillTenant(app, south, 7)
    for (const tenant of [north, south]) {
      await daily(tenant)
      if (kind !== 'embedded')
        logins.set(tenant.slug, await createLogin(database, tenant, { title: 'test', connections: 3, seconds: 20 }))
    }
    return async () => {
      await app.close()
      remove()
    }
  })
  afterAll(async () => {
    for (const tenant of [north, south]) {
      const made = logins.get(tenant.slug)
      if (made) await revokeLogin(app.services.database.owner, tenant.id, made.login)
    }
  })

  test('values of a day are those the engine answers, of the tenant and of each customer', async () => {
    for (const back of [0, 2]) {
      const rows = await ask(
        north,
        `select metric_id, entity_type, entity_id, metric_value from metric_values where metric_date = '${day(back)}'`,
      )
      const stored = (metric: string, type: string) =>
        new Map(
          rows
            .filter((row) => row['metric_id'] === metric && row['entity_type'] === type)
            .map((row) => [type === 'tenant' ? '' : String(row['entity_id']), row['metric_value']]),
        )
      for (const metric of ['care.customer_health_score', 'care.current_mrr', 'care.monthly_active_users']) {
        expect(stored(metric, 'customer').size, metric).toBe(3)
        expect(stored(metric, 'customer'), metric).toEqual(await engine(north, metric, 'core.account', back))
        expect(stored(metric, 'tenant'), metric).toEqual(await engine(north, metric, undefined, back))
      }
      expect(stored('usage-of-product.monthly_active_users', 'tenant')).toEqual(
        await engine(north, 'usage-of-product.monthly_active_users', undefined, back),
      )
      expect(stored('usage-of-product.monthly_active_users', 'customer').size).toBe(0)
    }
  })

  test('the four example queries run as they are written, and say what the engine says', async () => {
    const [worst] = await ask(north, documentQueries.single)
    expect(worst).toMatchObject({ customer_name: 'Cat of north', customer_health_score: 55 })
    const overview = await ask(north, documentQueries.overview)
    const mrr = [...(await engine(north, 'care.current_mrr', 'core.account')).values()].map(Number)
    expect(overview.find((row) => row['metric_name'] === 'current_mrr')).toEqual({
      domain: 'customer_success',
      metric_name: 'current_mrr',
      avg_value: mrr.reduce((a, b) => a + b) / 3,
      entity_count: expect.toSatisfy((n: unknown) => Number(n) === 3),
    })
    const series = await ask(north, documentQueries.series)
    expect(series).toHaveLength(3)
    for (const [at, row] of series.entries()) {
      const back = 2 - at
      const on = async (name: string, days: number) =>
        (await engine(north, `usage-of-product.${name}`, undefined, days)).get('')
      const of = async (name: string) => (await on(name, back)) ?? (await on(name, back + 1))
      const expected = {
        dau: await of('daily_active_users'),
        mau: await of('monthly_active_users'),
        stickiness: await of('dau_mau_ratio'),
      }
      expect({ dau: row['dau'], mau: row['mau'], stickiness: row['stickiness'] }).toEqual(expected)
    }
    const across = await ask(north, documentQueries.across)
    expect(
      across
        .map((row) => [row['health_category'], Number(row['customer_count']), row['total_mrr'], row['avg_mau']])
        .toSorted(),
    ).toEqual([
      ['At Risk', 1, 300, 2],
      ['Healthy', 1, 100, 2],
      ['Stable', 1, 200, 2],
    ])
  })

  test.skipIf(kind === 'embedded' || !hasPsql())('psql sends the example queries too', async () => {
    const made = logins.get('north') as MadeLogin
    for (const [name, statement] of Object.entries(documentQueries))
      expect(psql(app, made, statement), name).toHaveLength((await ask(north, statement)).length)
  })

  test('today has the last value of what has none yet, and says from which day', async () => {
    const rows = await ask(
      north,
      `select metric_date, as_of, metric_value from metrics_unified_domains
      where domain = 'product' and metric_name = 'daily_active_users' and metric_date >= '${day(1)}' order by 1`,
    )
    const [before, now] = await Promise.all(
      [1, 0].map((back) => engine(north, 'usage-of-product.daily_active_users', undefined, back)),
    )
    expect(now?.get('')).toBeNull()
    expect(rows).toEqual(
      [0, 1].map((at) => ({ metric_date: day(1 - at), as_of: day(1), metric_value: before?.get('') })),
    )
  })

  test('ratios have their parts, and targets stand where they are meant for', async () => {
    const [ratio] = await ask(
      north,
      `select metric_value, numerator, denominator from metrics_unified_domains
      where metric_name = 'dau_mau_ratio' and metric_date = '${day(2)}'`,
    )
    expect(ratio).toEqual({ metric_value: 0.5, numerator: 3, denominator: 6 })
    const targets = await ask(
      north,
      `select entity_type, metric_name, target_value, status from metrics_api
      where metric_date = '${day(0)}' and metric_name in ('current_mrr', 'customer_health_score') and entity_id in ('${north.id}', '${idOf(2)}') order by 2, 1`,
    )
    expect(targets.map(Object.values)).toEqual([
      ['customer', 'current_mrr', null, null],
      ['tenant', 'current_mrr', 500, 'met'],
      ['customer', 'customer_health_score', 75, 'missed'],
      ['tenant', 'customer_health_score', 75, 'met'],
    ])
  })

  test('targets that a tenant set stand beside its values as the engine has them, and in views of their own', () =>
    checkTargetsInViews(app, { north, south, day, ask }))

  test('views follow the plugins: by domain, by plugin, in all, and those that plugins give', async () => {
    for (const [statement, rows] of viewsFollowed(day)) expect(await ask(north, statement), statement).toEqual(rows)
    const status = (plugin: string) => app.services.registry.statuses().find((one) => one.id === plugin)?.error
    expect(status('care')).toContain("its view 'customers' cannot stand in the schema entity, where core has one")
    expect(status('usage-of-product')).toContain(
      "its view 'stolen' cannot stand in the schema entity, where plugin 'care' has one",
    )
  })

  test('what is there stays, late data change open days, and a metric without numbers is named', async () => {
    await daily(north)
    const again = await daily(north)
    expect(again).toMatchObject({ days: [], values: 0 })
    await post(north, [
      { event: 'seen', timestamp: new Date(Date.now() - 48 * hour).toISOString(), userId: idOf(99), properties: {} },
    ])
    const late = await daily(north, 10)
    expect(late.days).toHaveLength(10)
    expect(late.unanswered.map(({ metric }) => metric)).toEqual(['care.wrong'])
    expect(
      await ask(
        north,
        `select metric_value from metrics_unified_domains where metric_name = 'monthly_active_users' and domain = 'product' and metric_date = '${day(0)}'`,
      ),
    ).toEqual([{ metric_value: 7 }])
    expect(
      await ask(north, `select count(*) filter (where is_final)::int as final, count(*)::int as n from daily_metrics`),
    ).toEqual([{ final: 2, n: 6 }])
    const { daily: metrics } = app.services.unified
    await expect(metrics.compute(north, { from: day(0), to: day(-1) })).rejects.toMatchObject({ code: 'days_invalid' })
  })

  test('admins have days computed over REST, in the background, by a body or by the address', async () => {
    const send = (url: string, scope: string, payload?: object) => askForDays(app, url, { scope, payload })
    expect(await send(`?date=${day(6)}&days=2`, 'admin')).toEqual([
      200,
      { from: day(7), to: day(6), run: expect.any(String) },
    ])
    expect(await send(`?date=${day(6)}`, 'admin', { days: 2 })).toMatchObject([200, { from: day(7), to: day(6) }])
    expect(await send('', 'admin', {})).toMatchObject([200, { from: day(1), to: day(1) }])
    await expect.poll(() => daysBefore(app, south, day(5)), { timeout: 15_000 }).toEqual([day(7), day(6)])
    expect(await send('', 'metrics:read', {})).toMatchObject([403, { code: 'scope_missing' }])
    expect(await send('', 'admin', { date: day(-1) })).toMatchObject([422, { code: 'days_invalid' }])
    expect(await send('?date=soon', 'admin')).toMatchObject([422, { code: 'input_invalid' }])
  })

  test('a plugin that is switched off is gone from what its tenant reads', async () => {
    const set = (enabled: boolean) =>
      app.services.database.pool.query(
        `insert into core.tenant_plugins (tenant_id, plugin_id, enabled, changed_at) values ($1, 'care', $2, now())
        on conflict (tenant_id, plugin_id) do update set enabled = excluded.enabled`,
        [south.id, enabled],
      )
    const domains = 'select distinct domain from metrics_unified_domains order by 1'
    await set(false)
    expect(await ask(south, domains)).toEqual([{ domain: 'product' }])
    await set(true)
    expect(await ask(south, domains)).toHaveLength(2)
  })

  test.skipIf(kind === 'embedded')('a login sees its tenant alone, whatever it tries', async () => {
    const client = await connect(north)
    const every = attempting(client)
    const own = await every('select count(*) from metric_values')
    const other = logins.get('south')?.login ?? ''
    for (const setting of settingsTried(south.id)) {
      await every(setting)
      for (const view of looks)
        expect(await every(`select * from entity.${view}`), `${setting}; ${view}`).not.toMatch(
          /of south|0b000000|"tenant_id":"(?!.*)/,
        )
      expect(
        await every(`select count(*) filter (where tenant_id <> '${north.id}')::int as n from entity.metric_values`),
        setting,
      ).toMatch(/"n":0|refused/)
    }
    await every('reset row_security')
    expect(await every('select count(*) from entity.metric_values')).toBe(own)
    for (const statement of statementsRefused(other)) expect(await every(statement), statement).toMatch(/refused/)
    const catalog = await every(catalogRead)
    expect(catalog).not.toMatch(new RegExp(`${south.id}|south|of north`))
    expect(await every('select core.bi_tenant()')).toMatch(/refused/)
    await client.end()
  })

  test.skipIf(kind === 'embedded')(
    'an ended login has no way in, and an open connection of it none to stay',
    async () => {
      const { database } = app.services
      const made = await createLogin(database, south, { title: 'short', connections: 1, seconds: 5 })
      const kept = logins.get('south') as MadeLogin
      logins.set('south', made)
      try {
        const client = await connect(south)
        client.on('error', () => {})
        await expect(connect(south)).rejects.toMatchObject({ code: '53300' })
        await revokeLogin(database.owner, south.id, made.login)
        await expect(client.query('select 1')).rejects.toThrow()
        await expect(connect(south)).rejects.toMatchObject({ code: expect.stringMatching(/^28/) })
        await expect(revokeLogin(database.owner, south.id, made.login)).rejects.toMatchObject({
          code: 'bi_login_unknown',
        })
      } finally {
        logins.set('south', kept)
      }
    },
  )

  test.skipIf(kind !== 'embedded')(
    'the embedded database says how else to ask, and takes one SELECT with a bound',
    async () => {
      const { database } = app.services
      await expect(createLogin(database, north, { title: 'x', connections: 1, seconds: 1 })).rejects.toMatchObject({
        code: 'bi_needs_server',
      })
      const bounded = (statement: string, rows = 2) =>
        queryAsBi(database, north, { statement, bounds: { rows, seconds: 5 } })
      expect(await bounded('select customer_name from customers order by 1 desc -- the last ones')).toMatchObject({
        columns: ['customer_name'],
        rows: [{ customer_name: 'Cat of north' }, { customer_name: 'Bee of north' }],
        truncated: true,
      })
      for (const statement of notOneSelect)
        await expect(bounded(statement), statement).rejects.toMatchObject({
          code: expect.stringMatching(/bi_query_refused|statement_refused/),
        })
    },
  )
})

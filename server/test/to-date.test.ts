import type { TextRows } from '@tessera/database'
import type { TenantContext } from '@tessera/plugin-api/server'
import { describeOneDatabase } from '@tessera/test-kit'
import { createTenant } from '@tessera/tenancy'
import { exportAsBi, openUnified, queryAsBi } from '@tessera/unified'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { brokenInstallation } from '../fixtures/broken-installation.ts'
import { startTestApp } from '../fixtures/test-app.ts'
import { fillTenant } from '../fixtures/unified-people.ts'
import { unifiedPlugins } from '../fixtures/unified-plugins.ts'
import type { App } from '../src/start/app.ts'

describeOneDatabase('the unified layer of a tenant', (open) => {
  let app: App
  let north: TenantContext
  const day = (back: number) =>
    Temporal.Now.zonedDateTimeISO(north.timeZone).toPlainDate().subtract({ days: back }).toString()
  const ask = async (statement: string) =>
    (await queryAsBi(app.services.database, north, { statement, bounds: { rows: 1000, seconds: 20 } })).rows

  beforeAll(async () => {
    const { root, remove } = brokenInstallation([], unifiedPlugins)
    app = await startTestApp(await open(), { root, env: { TESSERA_DEMO: '0' } })
    const own = { slug: 'north', name: 'North', timeZone: 'Europe/Berlin' }
    north = await createTenant(app.services.database, own)
    await fillTenant(app, north, 1)
    await app.services.unified.daily.compute(north, { from: day(40), to: day(0) })
    return async () => {
      await app.close()
      remove()
    }
  })

  test('what adds up is there to date, where every day of the month, quarter or year was computed', async () => {
    const rows =
      await ask(`select metric_date::text as date, metric_value, value_mtd, value_qtd, value_ytd from metrics_api
      where metric_id = 'care.accounts' and entity_type = 'tenant' order by 1`)
    expect(rows.length).toBeGreaterThan(2)
    // why: a value that today has from the day before counts there
    const carried = await ask(`select metric_date::text as date from metric_values
      where metric_id = 'care.accounts' and entity_type = 'tenant' and as_of < metric_date`)
    const isCarried = new Set(carried.map(({ date }) => date))
    const since = (date: string, months: number) => {
      const { year, month } = Temporal.PlainDate.from(date)
      const first = Temporal.PlainDate.from({ year, month: month - ((month - 1) % months), day: 1 }).toString()
      const own = rows
        .filter((row) => String(row['date']) >= first && String(row['date']) <= date && !isCarried.has(row['date']))
        .map((row) => Number(row['metric_value']))
      // why: on the first day of a month there may be nothing yet
      return first < day(40) || own.length === 0 ? null : own.reduce((sum, value) => sum + value, 0)
    }
    expect(rows.map((row) => [row['date'], row['value_mtd'], row['value_qtd'], row['value_ytd']])).toEqual(
      rows.map(({ date }) => [date, ...[1, 3, 12].map((months) => since(String(date), months))]),
    )
    const others = `select count(value_mtd)::int as n from metrics_api where additivity <> 'full'`
    expect(await ask(others)).toEqual([{ n: 0 }])
  })

  test('values stand beside those of days before: amounts with their growth, ratios with points', async () => {
    const spans = [1, 7, 30] as const
    const columns = spans.map((back) => `value_${back}d_ago, growth_${back}d, delta_${back}d_pp`)
    const rows =
      await ask(`select metric_id, metric_date::text as date, metric_value as value, unit, ${columns.join(', ')}
      from metrics_api where entity_type = 'tenant'`)
    const key = (metric: unknown, date: unknown, back: number) =>
      `${String(metric)} ${Temporal.PlainDate.from(String(date)).subtract({ days: back }).toString()}`
    const values = new Map(rows.map((row) => [key(row['metric_id'], row['date'], 0), Number(row['value'])]))
    const seen = { growth: 0, points: 0 }
    const near = (wanted: number | null) => (wanted === null ? null : expect.closeTo(wanted, 9))
    for (const row of rows)
      for (const back of spans) {
        const value = Number(row['value'])
        const before = values.get(key(row['metric_id'], row['date'], back)) ?? null
        const isRatio = row['unit'] === 'ratio'
        const growth = before === null || before === 0 || isRatio ? null : (value - before) / Math.abs(before)
        const points = before === null || !isRatio ? null : (value - before) * 100
        if (growth !== null) seen.growth += 1
        if (points !== null) seen.points += 1
        const told = [`value_${back}d_ago`, `growth_${back}d`, `delta_${back}d_pp`].map((name) => row[name])
        expect(told, key(row['metric_id'], row['date'], back)).toEqual([before, near(growth), near(points)])
      }
    expect(Math.min(seen.growth, seen.points)).toBeGreaterThan(2)
  })

  test('the job is due at each hour of the clock of its tenant, and with the first of a day that day begins', async () => {
    const { database, registry, engine } = app.services
    const timeZone = 'Asia/Kathmandu'
    const east = await createTenant(database, { slug: 'east', name: 'East', timeZone })
    const midnight = Temporal.Now.zonedDateTimeISO(timeZone).startOfDay()
    let now = midnight.subtract({ milliseconds: 1 })
    const parts = { database, registry, engine, log: { warn: () => {} }, now: () => new Date(now.epochMilliseconds) }
    const { job } = await openUnified({ ...parts, scheduled: true })
    expect(job).toMatchObject({ per: 'tenant', schedule: { cron: '0 * * * *', zone: 'tenant' } })
    const lastDay = async () => {
      const { signal } = new AbortController()
      await job.run({ tenantId: east.id, run: 'r', input: {}, attempt: 1, signal, progress: async () => {} })
      const { rows } = await sql<{ last: string; days: number }>`
        select max(metric_date)::text as last, count(*)::int as days from core.metric_days where tenant_id = ${east.id}::uuid`.execute(
        database.owner,
      )
      return rows[0]
    }
    expect(await lastDay()).toEqual({ last: midnight.subtract({ days: 1 }).toPlainDate().toString(), days: 10 })
    now = midnight
    // why: of the ten days of a run, one is a day that becomes final with this midnight
    expect(await lastDay()).toEqual({ last: midnight.toPlainDate().toString(), days: 19 })
    expect((await openUnified({ ...parts, scheduled: false })).job).not.toHaveProperty('schedule')
  })

  test('columns of one name are both told, and names where there is no row', async () => {
    const tell = (statement: string) =>
      queryAsBi(app.services.database, north, { statement, bounds: { rows: 9, seconds: 20 } })
    expect(await tell('select 1 as id, 2 as "10", 3 as id, 4 as id_2')).toEqual({
      columns: ['id', '10', 'id_3', 'id_2'],
      titles: ['id', '10', 'id', 'id_2'],
      rows: [{ id: 1, 10: 2, id_3: 3, id_2: 4 }],
      truncated: false,
    })
    expect(await tell('select 1 as id where false')).toMatchObject({ columns: ['id'], rows: [] })
  })

  test('a view or a SELECT is exported whole, of one tenant, and nothing else', async () => {
    const { database } = app.services
    await fillTenant(app, await createTenant(database, { slug: 'west', name: 'West' }), 3)
    const parts: TextRows[] = []
    const bring = (what: string) =>
      exportAsBi(database, north, { what, seconds: 20, take: async (part) => void parts.push(part) })
    const [counted] = await ask('select count(*)::int as n, max(tenant_id::text) as of from customers')
    expect(await bring('customers')).toBe(counted?.['n'])
    const [{ columns, rows } = { columns: [], rows: [] }] = parts.splice(0)
    const at = columns.findIndex(({ name }) => name === 'tenant_id')
    expect(new Set(rows.map((row) => row[at]))).toEqual(new Set([north.id]))
    expect(await bring('select n, n as n from generate_series(1, 4500) as g (n) -- many')).toBe(4500)
    expect(parts.map((part) => [part.rows.length, part.columns.map(({ name }) => name)])).toEqual(
      [2000, 2000, 500].map((length) => [length, ['n', 'n_2']]),
    )
    expect(parts.at(-1)?.rows.at(-1)).toEqual(['4500', '4500'])
    for (const what of [
      'select * from core.users',
      'tenants',
      'delete from customers',
      '',
      'select 1) as a; select (2',
    ])
      await expect(bring(what), what).rejects.toMatchObject({
        code: expect.stringMatching(/bi_query_refused|statement_refused/),
      })
  })
})

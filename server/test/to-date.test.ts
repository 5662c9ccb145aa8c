import type { TenantContext } from '@tessera/plugin-api/server'
import { describeOneDatabase } from '@tessera/test-kit'
import { createTenant } from '@tessera/tenancy'
import { queryAsBi } from '@tessera/unified'
import { beforeAll, expect, test } from 'vitest'
import { brokenInstallation } from '../fixtures/broken-installation.ts'
import { startTestApp } from '../fixtures/test-app.ts'
import { fillTenant } from '../fixtures/unified-people.ts'
import { unifiedPlugins } from '../fixtures/unified-plugins.ts'
import type { App } from '../src/start/app.ts'

describeOneDatabase('values beside others of their metric', (open) => {
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
    const since = (date: string, months: number) => {
      const { year, month } = Temporal.PlainDate.from(date)
      const first = Temporal.PlainDate.from({ year, month: month - ((month - 1) % months), day: 1 }).toString()
      const own = rows.filter((row) => String(row['date']) >= first && String(row['date']) <= date)
      return first < day(40) ? null : own.reduce((sum, row) => sum + Number(row['metric_value']), 0)
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
})

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

describeOneDatabase('values to date', (open) => {
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
    return async () => {
      await app.close()
      remove()
    }
  })

  test('what adds up is there to date, where every day of the month, quarter or year was computed', async () => {
    const { daily: metrics } = app.services.unified
    await metrics.compute(north, { from: day(40), to: day(0) })
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
})

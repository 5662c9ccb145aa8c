import type { MetricQuery } from '@tessera/plugin-api/wire'
import { demoTenants, describeDemo } from '@tessera/test-kit'
import { renderPage } from '@tessera/test-kit/web'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import door from '../../web/index.ts'
import server from '../index.ts'

const { acme, initech } = demoTenants
const own = (name: string) => `product-analytics.${name}`

describeDemo(
  server,
  ({ host, ask }) => {
    const single = async (metric: string, more: Partial<MetricQuery> = {}) =>
      Number((await ask(acme, [metric], more))[0]?.at(-1))

    test('active users are as published, to the last one, in SQL too', async () => {
      const active = ['monthly_active_users', 'weekly_active_users', 'mean_daily_active_users', 'dau_mau_ratio']
      expect(await ask(acme, active)).toEqual([[12_000, 7560, 3120, 0.26]])
      const { rows } = await sql<{ month: number; week: number; days: number }>`
      select count(distinct user_id)::int as month, count(distinct user_id) filter (where active_date >= '2026-11-13')::int as week,
        count(distinct (user_id, active_date))::int as days
      from product_analytics.active_days
      where tenant_id = ${acme.id} and active_date >= '2026-10-21' and active_date < '2026-11-20'`.execute(
        host().database.owner,
      )
      expect(rows).toEqual([{ month: 12_000, week: 7560, days: 93_600 }])
    })

    test('segments are as published, and are all active users', async () => {
      const rows = await ask(acme, ['users_by_activity'], { dimensions: [own('activity')] })
      const found = new Map(rows.map(([activity, users]) => [activity, Number(users)]))
      expect(found.get('power')).toBe(1080)
      expect([...found].reduce((sum, [activity, users]) => sum + (activity === 'dormant' ? 0 : users), 0)).toBe(12_000)
    })

    test.each([
      ['power_user_percentage', 0.09],
      ['avg_30d_retention_rate', 0.31],
      ['desktop_usage_pct', 0.71],
      ['mobile_usage_pct', 0.24],
      ['avg_session_duration', 11.8],
      ['crash_free_session_rate', 0.9962],
    ])('%s is %d, within 1 %%', async (metric, published) => {
      const value = await single(metric)
      expect(Math.abs(value / published - 1)).toBeLessThan(0.01)
    })

    test('a user of the last week has 4.9 sessions in it, within 1 %', async () => {
      const value = await single('sessions_per_user', { time: { range: { last: 7, unit: 'day' } } })
      expect(Math.abs(value / 4.9 - 1)).toBeLessThan(0.01)
    })

    test('releases were adopted by 22 and 9 % in 7 days', async () => {
      const rows = await ask(acme, ['feature_release_adoption_7d'], { dimensions: [own('release')] })
      const rounded = rows.map(([release, value]) => [release, Math.round(Number(value) * 100) / 100])
      expect(rounded.toSorted()).toEqual([
        ['4.2', 0.22],
        ['4.3', 0.09],
      ])
    })

    test('one experiment is won, one finds nothing, one was split wrongly', async () => {
      const found = (await host().call({ tenant: acme }, { plugin: 'product-analytics', name: 'experiments' })) as {
        experiment: string
        verdict: string
      }[]
      expect(found.map(({ experiment, verdict }) => [experiment, verdict]).toSorted()).toEqual([
        ['blue_button', 'no_difference'],
        ['onboarding_tour', 'mismatch'],
        ['short_form', 'winner'],
      ])
    })

    test('the page of experiments says so in words', async () => {
      const page = await renderPage(host(), { door, path: 'experiments', tenant: acme })
      await page.until('A variant is better than the control.')
      expect(page.text()).toContain('Users are not split as planned (p < 0.001)')
      expect(page.text()).toContain('No difference was found at the planned size.')
      await page.close()
    })

    test('on every day those of the day are no more than those of the week, and these than those of the month', async () => {
      const metrics = ['daily_active_users', 'weekly_active_users', 'monthly_active_users']
      const rows = await ask(acme, metrics, { time: { range: { last: 60, unit: 'day' }, grain: 'day' } })
      expect(rows).toHaveLength(60)
      const wrong = rows.filter(
        ([, day, week, month]) => !(Number(day) <= Number(week) && Number(week) <= Number(month)),
      )
      expect(wrong).toEqual([])
    })

    test('nothing is told of tomorrow, and a tenant without a picture stays empty', async () => {
      const { rows } = await sql<{ late: number }>`
      select count(*)::int as late from product_analytics.active_days where active_date >= '2026-11-20'`.execute(
        host().database.owner,
      )
      expect(rows).toEqual([{ late: 0 }])
      expect(await ask(initech, ['monthly_active_users', 'dau_mau_ratio'])).toEqual([[null, null]])
    })
  },
  { seed: 1, tenants: [acme, initech] },
)

import { describeOneDatabase } from '@tessera/test-kit'
import type { Frame, MetricInfo } from '@tessera/plugin-api/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenInstallation, pluginText } from '../../fixtures/broken-installation.ts'
import { keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import type { PluginRow } from './admin-router.ts'
import type { DashboardDocument } from './dashboards-router.ts'

const withSocket = pluginText('marketing', {
  contract: `metrics: { rows: { ...count, title: 'Rows', description: 'Rows.' },
      sent: { ...count, title: 'Sent', description: 'Sent.', status: 'needs-source' },
      per_row: { ...count, title: 'Per row', description: 'Sent a row.', unit: 'ratio' } },`,
  server: `metrics: { rows: count(events), per_row: { kind: 'ratio', numerator: { kind: 'metric', id: 'sent' },
    denominator: { kind: 'metric', id: 'rows' } } },`,
})
const optional = `requires: { marketing: { version: '*', optional: true }, absent: { version: '^1', optional: true } },`
const supplier = pluginText('mailer', {
  contract: `${optional}
    panels: { away: { title: 'Away', view: 'big_number', query: { metrics: ['absent.things'] } } },
    dashboards: { board: { title: 'Board', revision: 1, cards: [{ panel: 'away', x: 0, y: 0, w: 6, h: 4 }] } },`,
  server: `supplies: { 'marketing.sent': count(events), 'absent.things': count(events) },`,
})
const second = pluginText('postman', { contract: optional, server: `supplies: { 'marketing.sent': count(events) },` })
const installation = brokenInstallation([], { marketing: withSocket, mailer: supplier, postman: second })
afterAll(installation.remove)

describeOneDatabase('metric sockets over HTTP', (open) => {
  let app: App
  let headers: Readonly<Record<string, string>>
  beforeAll(async () => {
    app = await startTestApp(await open(), { root: installation.root })
    headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read', 'events:write', 'admin')}` }
    const payload = { events: [orderEvent('DE'), orderEvent('FR')] }
    await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers, payload })
    return () => app.close()
  })

  const ask = async (metric: string) => {
    const payload = { metrics: [{ id: metric }], time: { range: { from: '2020-01-01', to: '2030-01-01' } } }
    const answer = await app.fastify.inject({ method: 'POST', url: '/api/v1/metrics/query', headers, payload })
    return answer.json<Frame & { readonly code?: string; readonly detail?: string }>()
  }
  const listed = async (metric: string) => {
    const answer = await app.fastify.inject({ url: '/api/v1/metrics', headers })
    return answer.json<MetricInfo[]>().find(({ id }) => id === metric)
  }
  const turn = (plugin: string, enabled: boolean) =>
    app.fastify.inject({ method: 'POST', url: '/trpc/admin.setPlugin', headers, payload: { plugin, enabled } })
  const plugins = async () => {
    const answer = await app.fastify.inject({ url: '/trpc/admin.plugins', headers })
    return answer.json<{ result: { data: PluginRow[] } }>().result.data
  }

  test('a metric that is supplied is a metric like any other, and so is what is computed from it', async () => {
    expect(await listed('marketing.sent')).toMatchObject({ status: 'live', kind: 'count', plugin: 'marketing' })
    expect((await ask('marketing.sent')).rows).toEqual((await ask('marketing.rows')).rows)
    expect((await ask('marketing.per_row')).rows).toEqual([[1]])
  })

  test('where the supplier is off the metric needs it by name, and the rest works', async () => {
    expect((await turn('mailer', false)).json()).toMatchObject({ result: { data: { changed: ['mailer'] } } })
    try {
      for (const metric of ['marketing.sent', 'marketing.per_row']) {
        expect(await listed(metric)).toMatchObject({ status: 'needs-source', needs: ['mailer'], kind: null })
        const refused = await ask(metric)
        expect(refused.code).toBe('needs_source')
        expect(refused.detail).toContain(
          "metric 'marketing.sent' needs plugin 'mailer', which is not there or not enabled",
        )
      }
      expect((await ask('marketing.rows')).rows).not.toEqual([])
    } finally {
      await turn('mailer', true)
    }
    expect((await ask('marketing.per_row')).rows).toEqual([[1]])
  })

  test('the second supplier fails, the owner goes off without the supplier, and each says what it does without', async () => {
    const rows = await plugins()
    expect(rows.map(({ id, state, requires, doesWithout }) => [id, state, requires, doesWithout])).toEqual([
      ['mailer', 'ready', [], ['absent']],
      ['marketing', 'ready', [], []],
      ['postman', 'failed', [], []],
    ])
    expect(rows.find(({ id }) => id === 'postman')?.error).toContain("supplied by plugin 'mailer' already")
    expect((await turn('marketing', false)).json()).toMatchObject({ result: { data: { changed: ['marketing'] } } })
    try {
      expect((await plugins()).find(({ id }) => id === 'mailer')).toMatchObject({
        enabled: true,
        doesWithout: ['marketing', 'absent'],
      })
      expect((await ask('marketing.sent')).code).toBe('plugin_disabled')
    } finally {
      await turn('marketing', true)
    }
  })

  test('a panel of a plugin that is not installed keeps its place and says what it needs', async () => {
    const input = encodeURIComponent(JSON.stringify({ id: 'mailer.board' }))
    const answer = await app.fastify.inject({ url: `/trpc/dashboards.get?input=${input}`, headers })
    const { cards } = answer.json<{ result: { data: DashboardDocument } }>().result.data
    expect(cards).toMatchObject([{ panel: null, missing: { code: 'plugin_missing', plugin: 'absent' } }])
  })
})

import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import { pageSubjects } from '../http/page-subjects.ts'
import type { SessionInfo } from './session-router.ts'

type Headers = Readonly<Record<string, string>>

describeOneDatabase('pages of plugins', (open) => {
  let app: App
  const callers: Record<string, Headers> = { nobody: {} }
  beforeAll(async () => {
    app = await startTestApp(await open())
    for (const role of ['viewer', 'editor'] as const) callers[role] = { cookie: await cookieFor(app.fastify, role) }
    const elsewhere = { authorization: `Bearer ${await keyFor(app, 'globex', 'metrics:read', 'admin')}` }
    callers['elsewhere'] = elsewhere
    callers['key to send'] = { authorization: `Bearer ${await keyFor(app, 'acme', 'events:write')}` }
    const payload = { plugin: 'orders', enabled: false }
    await app.fastify.inject({ method: 'POST', url: '/trpc/admin.setPlugin', headers: elsewhere, payload })
    return () => app.close()
  })

  const ask = async (caller: string, url: string) => {
    const { body } = await app.fastify.inject({ url, headers: callers[caller] as Headers })
    return /"code":"(\w+)"/.exec(body)?.[1] ?? (JSON.parse(body) as { result: { data: unknown } }).result.data
  }
  const openPage = (caller: string, plugin: string, ...steps: string[]) =>
    ask(caller, `/trpc/pages.open?input=${encodeURIComponent(JSON.stringify({ plugin, steps }))}`)

  test.each([
    ['viewer', ['orders.list']],
    ['editor', ['orders.list', 'orders.correct']],
    ['elsewhere', []],
    ['key to send', []],
  ])('the session of %s lists %j', async (caller, ids) => {
    const { pages } = (await ask(caller, '/trpc/session.me')) as SessionInfo
    expect(pages.map(({ id }) => id)).toEqual(ids)
  })

  test('the session says which part of the business a plugin speaks of', async () => {
    const { plugins } = (await ask('viewer', '/trpc/session.me')) as SessionInfo
    expect(plugins).toContainEqual(
      expect.objectContaining({ id: 'orders', title: 'Orders', domain: 'sales', icon: null }),
    )
  })

  test.each([
    ['nobody', ['list'], 'signed_out'],
    ['viewer', ['correct'], 'scope_missing'],
    ['key to send', ['list'], 'scope_missing'],
    ['elsewhere', ['list'], 'plugin_disabled'],
    ['editor', ['corect'], 'page_unknown'],
    ['editor', ['list', 'DE', 'more'], 'page_unknown'],
  ])('%s is told why there is no page at %j', async (caller, steps, code) => {
    expect(await openPage(caller, 'orders', ...steps)).toBe(code)
    expect(await openPage('editor', 'gone', ...steps)).toBe('page_unknown')
  })

  test('who may see a page gets it, whatever stands for its parameter', async () => {
    expect(await openPage('viewer', 'orders', 'list', 'a/b')).toMatchObject({ id: 'orders.list' })
    expect(await openPage('editor', 'orders', 'correct')).toMatchObject({ needs: 'orders:correct' })
  })

  test('an address of a page is there for everybody, another below a plugin for nobody', () => {
    const exists = pageSubjects(app.services.registry)
    const at = (plugin: string, below: string) => exists({ plugin, '*': below })
    expect([at('orders', 'list'), at('orders', 'list/DE/'), at('orders', 'correct')]).toEqual([true, true, true])
    expect([at('orders', 'nothing'), at('orders', ''), at('gone', 'list')]).toEqual([false, false, false])
  })
})

import { trpc } from '@tessera/plugin-api/server'
import { expect, test } from 'vitest'
import { installation, standing, type PluginFiles } from '../../test/installation.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import type { Registry } from '../model/registry.ts'
import { mountRoutes } from './mount-routes.ts'
import { startPlugins, stopPlugins, type StartHooks } from './start-plugins.ts'

const noMigrations: StartHooks = { migrate: async () => {}, timeoutMs: 200 }

/** Plugins write what happens to them into this list, by way of the process they share with the test. */
function diary(): string[] {
  const lines: string[] = []
  Object.assign(globalThis, { diary: lines })
  return lines
}
const notes = (id: string): PluginFiles => ({
  server: `init: () => void globalThis.diary.push('init ${id}'), dispose: () => void globalThis.diary.push('dispose ${id}')`,
})
const start = async (registry: Registry, hooks: Partial<StartHooks> = {}) =>
  startPlugins(registry, { ...noMigrations, ...hooks })

test('starts in order: migrations of the own schema, then init; stops in reverse', async () => {
  const lines = diary()
  const here = installation()
  const migrating = `migrations: { '0001_first': { up: async () => {} } }, ${notes('a-base').server}`
  here.plugin('a-base', { server: migrating })
  here.plugin('b', notes('b'))
  here.plugin('a', { ...notes('a'), contract: `requires: { b: '*' }` })
  const registry = await here.load()
  await start(registry, {
    migrate: async (plugin, schema, migrations) =>
      void lines.push(`migrate ${plugin} ${schema} ${Object.keys(migrations)}`),
  })
  expect(lines).toEqual(['init b', 'init a', 'migrate a-base a_base 0001_first', 'init a-base'])
  expect(registry.statuses().map(({ id, state, stage }) => [id, state, stage])).toEqual([
    ['a', 'ready', 'run'],
    ['a-base', 'ready', 'run'],
    ['b', 'ready', 'run'],
  ])
  lines.length = 0
  await stopPlugins(registry)
  expect(lines).toEqual(['dispose a-base', 'dispose a', 'dispose b'])
  await stopPlugins(registry)
  expect(lines).toHaveLength(3)
})

test('a migration that fails takes out its plugin, before init, and those that require it', async () => {
  const lines = diary()
  const here = installation()
  here.plugin('bad', { server: `migrations: { m: { up: async () => {} } }, ${notes('bad').server}` })
  here.plugin('dependent', { ...notes('dependent'), contract: `requires: { bad: '*' }` })
  here.plugin('good', notes('good'))
  const registry = await here.load()
  await start(registry, { migrate: () => Promise.reject(new Error('relation exists')) })
  expect(standing(registry, 'bad')).toBe('failed at migrate: its migration failed: relation exists; repair the plugin')
  expect(standing(registry, 'dependent')).toBe('failed at requires: needs bad, which failed; repair that plugin first')
  expect(standing(registry, 'good')).toBe('ready at run')
  expect(lines).toEqual(['init good'])
})

test.each([
  ['throws', `init: () => { throw new Error('no luck') }`, 'its init failed: no luck; repair the plugin'],
  ['rejects', `init: async () => { throw 'no luck' }`, 'its init failed: no luck; repair the plugin'],
  ['hangs', `init: () => new Promise(() => {})`, 'its init did not finish within 200 ms'],
])('an init that %s takes out its plugin alone', async (_, server, sentence) => {
  const lines = diary()
  const here = installation()
  here.plugin('bad', { server })
  here.plugin('good', notes('good'))
  const registry = await here.load()
  await start(registry)
  expect(standing(registry, 'bad')).toContain(`failed at init: ${sentence}`)
  expect(standing(registry, 'good')).toBe('ready at run')
  expect(lines).toEqual(['init good'])
})

test('an init that is given up is told by its signal; one that lives on is told at shutdown', async () => {
  const here = installation()
  const lines = diary()
  here.plugin('slow', {
    server: `init: ({ signal }) => new Promise(() => { signal.onabort = () => globalThis.diary.push('slow') })`,
  })
  here.plugin('well', { server: `init: ({ signal }) => { signal.onabort = () => globalThis.diary.push('well') }` })
  const registry = await here.load()
  await start(registry)
  expect(lines).toEqual(['slow'])
  await stopPlugins(registry)
  expect(lines).toEqual(['slow', 'well'])
})

test('no ghost: the owner of a point sees a provider vanish whose init fails after its own', async () => {
  const here = installation()
  const lines = diary()
  here.plugin('hub', {
    files: {
      'src/extend.ts': `import { extensionPoint } from '@tessera/plugin-api'; import { z } from 'zod'
      export const things = extensionPoint()('hub/things/v1', z.object({}))`,
    },
    head: `import { things } from './extend.ts'`,
    contract: `extensionPoints: [things],`,
    serverHead: `import { things } from '../extend.ts'`,
    server: `init: ({ contributions }) => { globalThis.kept = contributions.data(things); globalThis.diary.push(...globalThis.kept.keys()) }`,
  })
  const adds = (id: string) =>
    `requires: { hub: '*' }, contributes: [{ point: 'hub/things/v1', key: '${id}', data: {} }]`
  here.plugin('ghost', { contract: adds('ghost'), server: `init: () => { throw new Error('no luck') }` })
  here.plugin('solid', { contract: adds('solid') })
  const registry = await here.load()
  await start(registry)
  expect(lines).toEqual(['ghost', 'solid'])
  expect([...Object(globalThis).kept.keys()]).toEqual(['solid'])
})

test.each([
  ['of a bare tRPC', `{ open: trpc.procedure.query(() => 1) }`, 'bad.open'],
  ['of another plugin', `{ open: pluginTrpc({ id: 'other', title: 'O' }).procedure.query(() => 1) }`, 'bad.open'],
  [
    'deep inside',
    `{ deep: trpc.router({ fine: pluginTrpc(plugin).procedure.query(() => 1), open: trpc.procedure.query(() => 1) }) }`,
    'bad.deep.open',
  ],
  ['of a foreign tRPC', `{ open: initTRPC.create().procedure.query(() => 1) }`, 'bad.open'],
])('a procedure %s is refused by name', async (_, routes, name) => {
  const here = installation()
  here.plugin('bad', {
    serverHead: `import { initTRPC } from '@trpc/server'`,
    server: `routes: trpc.router(${routes})`,
  })
  here.plugin('good', { server: `routes: trpc.router({ fine: pluginTrpc(plugin).procedure.query(() => 1) })` })
  const registry = await here.load()
  await start(registry)
  expect(standing(registry, 'bad')).toContain(`failed at routes: procedure '${name}' was not made with pluginTrpc`)
  expect(standing(registry, 'good')).toBe('ready at run')
})

test.each([
  ['a mutation', `procedure.mutation(() => 1)`],
  [
    'a subscription at a path of POST',
    `procedure.meta({ openapi: { method: 'POST', path: '/api/bad/do' } }).query(() => 1)`,
  ],
  [
    'a query that is called with DELETE',
    `procedure.meta({ openapi: { method: 'DELETE', path: '/api/bad/do' } }).query(() => 1)`,
  ],
])('%s that names no right is refused by name', async (_, made) => {
  const here = installation()
  const serverHead = `const { router, procedure } = pluginTrpc(plugin)`
  here.plugin('bad', { serverHead, server: `routes: router({ inside: router({ change: ${made} }) })` })
  const needs = made.replace('procedure.', `procedure.needs('change').`).replaceAll('/bad/', '/good/')
  here.plugin('good', {
    contract: `permissions: { change: { title: 'Change', description: 'Change it.', roles: ['editor'] } },`,
    serverHead,
    server: `routes: router({ inside: router({ change: ${needs} }) })`,
  })
  const registry = await here.load()
  await start(registry)
  expect(standing(registry, 'bad')).toBe(
    "failed at routes: procedure 'bad.inside.change' of plugin 'bad' changes something, but says not what right it takes; begin it with procedure.needs('<a name under permissions of the contract>')",
  )
  expect(standing(registry, 'good')).toBe('ready at run')
})

test('a procedure that needs a right nobody declares is refused, with the name that was meant', async () => {
  const here = installation()
  here.plugin('bad', {
    contract: `permissions: { edit_quota: { title: 'Edit', description: 'Edit it.', roles: [] } },`,
    server: `routes: trpc.router({ set: pluginTrpc(plugin).procedure.needs('edit_qouta').mutation(() => 1) })`,
  })
  const registry = await here.load()
  await start(registry)
  expect(standing(registry, 'bad')).toContain(
    "needs the right 'bad:edit_qouta', which nobody declares; write 'bad:edit_quota'",
  )
})

test('meta of a plugin opens no gate', async () => {
  const here = installation()
  here.plugin('bad', {
    server: `routes: trpc.router({ open: trpc.procedure.meta({ plugin: 'bad', scopes: [] }).query(() => 1) })`,
  })
  here.plugin('good', {
    server: `routes: trpc.router({ shut: pluginTrpc(plugin).procedure.meta({ plugin: 'other', scopes: [] }).query(() => 1) })`,
  })
  const registry = await here.load()
  await start(registry)
  expect(standing(registry, 'bad')).toContain("procedure 'bad.open' was not made with pluginTrpc")
  const mounted = mountRoutes(registry.plugin('good') as LoadedPlugin)['shut'] as unknown as {
    (call: { ctx: object }): Promise<unknown>
    _def: { meta: object }
  }
  expect(mounted._def.meta).toMatchObject({ plugin: 'good', scopes: ['metrics:read'] })
  const ctx = { tenant: null, plugins: new Set(['good']), scopes: new Set(['metrics:read']) }
  await expect(mounted({ ctx })).rejects.toMatchObject({ code: 'signed_out' })
  // A host that mounts without having checked lets nobody through either.
  const bare = trpc.router({ open: trpc.procedure.query(() => 1) })
  const unchecked = { ...registry.plugin('good'), server: { routes: bare } } as unknown as LoadedPlugin
  const open = mountRoutes(unchecked)['open'] as unknown as typeof mounted
  const inTenant = { tenant: { id: 't' }, plugins: new Set(['good']), scopes: new Set<string>() }
  await expect(open({ ctx: inTenant })).rejects.toMatchObject({ code: 'scope_missing' })
})

test('a lazily loaded router is refused, since nobody can see its procedures', async () => {
  const here = installation()
  here.plugin('bad', {
    serverHead: `import { lazy } from '@trpc/server'`,
    server: `routes: trpc.router({ later: lazy(async () => ({ default: trpc.router({}) })) })`,
  })
  const registry = await here.load()
  await start(registry)
  expect(standing(registry, 'bad')).toContain("failed at routes: router 'bad.later' is loaded lazily")
})

test('a required plugin that fails stops the start with the whole report', async () => {
  const here = installation()
  here.plugin('bad', { server: `init: () => { throw new Error('no luck') }` })
  here.plugin('good')
  const registry = await here.load({ required: ['bad'] })
  const refusal = await start(registry).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'required_failed' })
  expect(String(refusal)).toContain("not running: 'bad'")
  expect(String(refusal)).toContain('bad 1.0.0: failed at init — its init failed: no luck')
  expect(String(refusal)).toContain('good 1.0.0: ready at run')
})

test('a required plugin that could not even be loaded stops the start before anything ran', async () => {
  const lines = diary()
  const here = installation()
  here.plugin('a', notes('a'))
  here.plugin('bad', { manifest: { tessera: { id: 'bad', api: 2 } } })
  for (const required of [['bad'], ['absent'], true] as const) {
    await expect(start(await here.load({ required }))).rejects.toMatchObject({ code: 'required_failed' })
  }
  expect(lines).toEqual([])
})

test('a dispose that throws or hangs keeps nobody else from theirs', async () => {
  const lines = diary()
  const here = installation()
  here.plugin('a', notes('a'))
  here.plugin('b', { server: `dispose: () => { throw new Error('no luck') }` })
  here.plugin('c', { server: `dispose: () => new Promise(() => {})` })
  const registry = await here.load()
  await start(registry)
  await stopPlugins(registry)
  expect(lines).toEqual(['init a', 'dispose a'])
  expect(standing(registry, 'b')).toContain('degraded at run: its dispose failed: no luck')
  expect(standing(registry, 'c')).toContain('did not finish within 200 ms')
})

test('a view is published once all it needs has started, also when that starts later', async () => {
  const made: string[] = []
  const hooks: Partial<StartHooks> = {
    publish: async ({ schema, views }) => void made.push(`${schema}: ${Object.keys(views)}`),
    grant: async ({ schema }) => void made.push(`rights of ${schema}`),
  }
  const here = installation()
  here.plugin('early', {
    contract: `requires: { late: { version: '*', optional: true }, gone: { version: '*', optional: true } },`,
    server: `publish: { own: view(undefined), joint: view(undefined, { needs: ['late'] }),
      never: view(undefined, { needs: ['gone'] }) }`,
  })
  here.plugin('late', { contract: `requires: { early: '*' },` })
  const registry = await here.load()
  await start(registry, hooks)
  expect(standing(registry, 'early')).toBe('ready at run')
  expect(made.slice(0, 4)).toEqual(['rights of early', 'early: own', 'rights of late', 'late: '])
  expect(made.slice(4)).toEqual(['rights of early', 'early: own,joint', 'rights of early'])
})

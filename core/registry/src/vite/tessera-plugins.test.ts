import { join } from 'node:path'
import { build, createServer, type Rolldown } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { installation, standing, type Installation, type PluginFiles } from '../../test/installation.ts'
import { noteWebReport, reportFile } from '../life/web-report.ts'
import { tesseraPlugins } from './tessera-plugins.ts'

function hosted(): Installation {
  const here = installation()
  here.write('host/index.html', `<script type="module" src="./main.ts"></script>`)
  here.write(
    'host/main.ts',
    `import { plugins } from 'virtual:tessera-plugins'; Object.assign(globalThis, { plugins })`,
  )
  return here
}
const config = (here: Installation) => ({
  root: join(here.root, 'host'),
  configFile: false as const,
  logLevel: 'silent' as const,
  plugins: [tesseraPlugins({ root: here.root })],
})
async function built(here: Installation): Promise<readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]> {
  const result = await build({ ...config(here), build: { write: false, minify: false } })
  if (!('output' in result)) throw new Error('expected one bundle')
  return result.output
}
const codeOf = (output: Awaited<ReturnType<typeof built>>) =>
  output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n')
const reportOf = (output: Awaited<ReturnType<typeof built>>): unknown => {
  const asset = output.find((file) => file.fileName === reportFile)
  return asset?.type === 'asset' ? JSON.parse(String(asset.source)) : undefined
}

/** A web door that says its name, and whatever else it imports. */
const web = (name: string, head = ''): string => `import { defineWeb } from '@tessera/plugin-api/web'
  import { plugin } from './plugin.ts'
  ${head}
  export const words = 'page of ${name}'
  export default defineWeb(plugin, { pages: { p: () => import('./page.ts') } })`
const withWeb = (name: string, head = '', files: Record<string, string> = {}): PluginFiles => ({
  server: `demo: async () => { console.log('server of ${name}') }`,
  files: { 'src/web.ts': web(name, head), 'src/page.ts': `export default () => 'content of ${name}'`, ...files },
})

test('a package that an alias stands for does not keep the build waiting', async () => {
  const here = hosted()
  const replacement = here.write('stand-in.ts', `export const z = 'a stand-in'`)
  here.plugin('a', withWeb('a', `import { z } from 'zod'\n  console.log(z)`))
  const alias = [{ find: /^zod$/, replacement }]
  const result = await build({ ...config(here), resolve: { alias }, build: { write: false, minify: false } })
  if (!('output' in result)) throw new Error('expected one bundle')
  expect(codeOf(result.output)).toContain('a stand-in')
  expect(reportOf(result.output)).toEqual([{ id: 'a', error: null }])
})

test('web doors of all plugins are in the build, each loaded on demand, without server code', async () => {
  const here = hosted()
  here.plugin('a', withWeb('a'))
  here.plugin('b', withWeb('b'))
  here.plugin('plain')
  const output = await built(here)
  const code = codeOf(output)
  for (const id of ['a', 'b']) {
    expect(code).toContain(`page of ${id}`)
    expect(code).toContain(`content of ${id}`)
    expect(code).not.toContain(`server of ${id}`)
  }
  expect(output.filter((file) => file.type === 'chunk' && file.isDynamicEntry).length).toBeGreaterThanOrEqual(4)
  expect(reportOf(output)).toEqual([
    { id: 'a', error: null },
    { id: 'b', error: null },
  ])
})

test.each([
  ['in the web door', { 'src/web.ts': 'export default {' }, 'src/web.ts cannot be built'],
  [
    'in a file it imports',
    { 'src/web.ts': web('bad', `import './part.ts'`), 'src/part.ts': 'const = 1' },
    'src/part.ts cannot be built',
  ],
  [
    'in a file it re-exports',
    { 'src/web.ts': web('bad', `export * from './part'`), 'src/part.ts': 'const = 1' },
    'src/part.ts cannot be built',
  ],
  ['in a page it loads on demand', { 'src/page.ts': 'let x = ;' }, 'src/page.ts cannot be built'],
  ['in its contract', { 'src/plugin.ts': 'export const plugin = {{' }, 'src/plugin.ts cannot be built'],
  [
    'of a file that is not there',
    { 'src/web.ts': web('bad', `import './gone.ts'`) },
    "it imports './gone.ts', which is not there",
  ],
  [
    'of a package that is not there',
    { 'src/web.ts': web('bad', `import '@no-such/package/part'`) },
    "it imports '@no-such/package/part', which is not there",
  ],
])('a mistake %s leaves out that plugin alone', async (_, files, sentence) => {
  const here = hosted()
  here.plugin('bad', withWeb('bad', '', files))
  here.plugin('good', withWeb('good'))
  const output = await built(here)
  const code = codeOf(output)
  expect(code).toContain('page of good')
  expect(code).not.toContain('page of bad')
  expect(code).toContain(`id: "bad"`)
  expect(reportOf(output)).toMatchObject([
    { id: 'bad', error: expect.stringContaining(sentence) },
    { id: 'good', error: null },
  ])
})

test('the server learns from the build which web doors were left out', async () => {
  const here = hosted()
  here.plugin('bad', withWeb('bad', '', { 'src/page.ts': 'let x = ;' }))
  here.plugin('good', withWeb('good'))
  const registry = await here.load()
  noteWebReport(registry, join(here.root, 'dist'))
  expect(standing(registry, 'bad')).toBe('ready at check')
  here.write(`dist/${reportFile}`, JSON.stringify(reportOf(await built(here))))
  noteWebReport(registry, join(here.root, 'dist'))
  expect(standing(registry, 'bad')).toContain('degraded at web: src/page.ts cannot be built')
  expect(standing(registry, 'good')).toBe('ready at check')
})

test('a plugin installed as a dependency of the host is judged like any other; what it depends on is not', async () => {
  const here = hosted()
  const far = (path: string, text: string) => here.write(`node_modules/far/${path}`, text)
  const packageJson = (door: string) =>
    JSON.stringify({
      name: 'far',
      type: 'module',
      tessera: { id: 'far', api: 1 },
      exports: { '.': './a.js', './web': door },
    })
  here.write('host/package.json', JSON.stringify({ dependencies: { far: '*' } }))
  far('a.js', '')
  far('node_modules/dep/package.json', JSON.stringify({ name: 'dep', type: 'module', exports: './dep.js' }))
  far('node_modules/dep/dep.js', `import 'node:path'; console.log('dep is here')`)
  far('web.js', `import 'dep'`)
  far('leaky.js', `import 'node:path'`)
  far('package.json', packageJson('./web.js'))
  expect(codeOf(await built(here))).toContain('dep is here')
  far('package.json', packageJson('./leaky.js'))
  await expect(built(here)).rejects.toThrow("node_modules/far/leaky.js imports 'node:path'")
})

test('types may be imported from the server door', async () => {
  const here = hosted()
  here.plugin(
    'a',
    withWeb(
      'a',
      `import type server from './server/index.ts'; import type { trpc } from '@tessera/plugin-api/server'; export type S = typeof server & typeof trpc`,
    ),
  )
  expect(codeOf(await built(here))).toContain('page of a')
})

const leaks: [string, string][] = [
  ['a relative import of the server door', `import server from './server/index.ts'; console.log(server)`],
  ['a relative import of another server file', `import { secret } from './server/secret'; console.log(secret)`],
  ['an import on demand', `export const later = () => import('./server/index.ts')`],
  ['a re-export', `export { secret } from './server/secret.ts'`],
  ['the server door by its package', `import server from '@fixture/leaky/server'; console.log(server)`],
  ['the server door of the plugin API', `import { trpc } from '@tessera/plugin-api/server'; console.log(trpc)`],
  [
    "a type taken without 'import type'",
    `import { type trpc } from '@tessera/plugin-api/server'; export type T = typeof trpc`,
  ],
  ['a built-in of Node', `import { readFileSync } from 'node:fs'; console.log(readFileSync)`],
  ['a built-in of Node by its old name', `import { readFileSync } from 'fs'; console.log(readFileSync)`],
  ['pg', `import pg from 'pg'; console.log(pg)`],
  ['kysely', `import { sql } from 'kysely'; console.log(sql)`],
  ['a part of tRPC for servers', `import { observable } from '@trpc/server/observable'; console.log(observable)`],
]

test.each(leaks)('%s fails the build and names the importer', async (_, head) => {
  const here = hosted()
  here.plugin('leaky', withWeb('leaky', head, { 'src/server/secret.ts': `export const secret = 1` }))
  const refusal = await built(here).catch((error: unknown) => String(error))
  expect(refusal).toContain('plugins/leaky/src/web.ts imports ')
  expect(refusal).toContain('which is server code and must not reach the browser')
})

test('src/server is server code wherever the server door stands', async () => {
  const here = hosted()
  const doors = { '.': './src/plugin.ts', './server': './src/door.ts', './web': './src/web.ts' }
  const leaky = (head: string) =>
    here.plugin('leaky', {
      ...withWeb('leaky', head, { 'src/server/secret.ts': `export default 1`, 'src/door.ts': `export default 2` }),
      manifest: { exports: doors },
    })
  for (const file of ['./server/secret.ts', './door.ts']) {
    leaky(`import secret from '${file}'; console.log(secret)`)
    await expect(built(here)).rejects.toThrow(`plugins/leaky/src/web.ts imports '${file}', which is server code`)
  }
})

test('server code that comes in by another way is found in the finished chunks', async () => {
  const here = hosted()
  here.plugin(
    'leaky',
    withWeb('leaky', `import 'virtual:back-door'`, { 'src/server/secret.ts': `console.log('secret')` }),
  )
  const secret = join(here.root, 'plugins/leaky/src/server/secret.ts')
  const backDoor = {
    name: 'back-door',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id === 'virtual:back-door' ? secret : null),
  }
  const { plugins, ...rest } = config(here)
  const run = build({ ...rest, plugins: [backDoor, ...plugins], build: { write: false } })
  await expect(run).rejects.toThrow('plugins/leaky/src/server/secret.ts is server code but was built into ')
})

test('the policy of tessera.config.ts holds in the browser too, and wrong packages do not stop the build', async () => {
  const here = hosted()
  here.plugin('a', withWeb('a'))
  here.plugin('b', withWeb('b'))
  here.plugin('wrong', { manifest: { tessera: { id: 'wrong', api: 2 } } })
  here.write('tessera.config.ts', `export default { plugins: { exclude: ['a'] } }`)
  expect(reportOf(await built(here))).toEqual([{ id: 'b', error: null }])
})

test('the dev server serves the list, refuses server code, and sees a plugin dropped in', async () => {
  const here = hosted()
  here.plugin('a', withWeb('a'))
  here.plugin('leaky', withWeb('leaky', `import server from './server/index.ts'; console.log(server)`))
  const server = await createServer({
    ...config(here),
    server: { middlewareMode: true, ws: false },
    optimizeDeps: { noDiscovery: true },
  })
  onTestFinished(() => server.close())
  const list = async () => (await server.transformRequest('virtual:tessera-plugins'))?.code ?? ''
  expect(await list()).toContain('id: "a"')
  expect(await list()).not.toContain('id: "dropped"')
  const leaky = join(here.root, 'plugins/leaky/src/web.ts')
  await expect(server.transformRequest(`/@fs/${leaky}`)).rejects.toThrow('plugins/leaky/src/web.ts imports')

  here.plugin('dropped', withWeb('dropped'))
  server.watcher.emit('all', 'add', join(here.root, 'plugins/dropped/package.json'))
  expect(await list()).toContain('id: "dropped"')
})

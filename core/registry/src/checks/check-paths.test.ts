import { expect, test } from 'vitest'
import { installation, standing, type PluginFiles } from '../../test/installation.ts'

/** A plugin that claims paths and serves REST endpoints, each as `GET /api/…`. */
const serving = (paths: readonly string[], ...endpoints: readonly string[]): PluginFiles => ({
  contract: `paths: ${JSON.stringify(paths)},`,
  serverHead: `const { router, procedure } = pluginTrpc(plugin)`,
  server: `routes: router({ ${endpoints
    .map((endpoint, index) => {
      const [method, path] = endpoint.split(' ')
      return `p${index}: procedure.meta({ openapi: { method: '${method}', path: '${path}' } }).query(() => 1)`
    })
    .join(', ')} })`,
})
const ready = 'ready at check'

test.each([
  ['its own place', [], ['GET /api/sales/{year}/deals', 'GET /api/sales']],
  ['what it claims', ['/api/metrics/summary', '/api/v1/health'], ['GET /api/metrics/summary', 'POST /api/v1/health']],
  ['one path by several methods', [], ['GET /api/sales/deal', 'POST /api/sales/deal']],
  ['a word and a parameter in one place', [], ['GET /api/sales/latest', 'GET /api/sales/{id}']],
] as const)('a plugin serves %s', async (_, paths, endpoints) => {
  const here = installation()
  here.plugin('sales', serving(paths, ...endpoints))
  expect(standing(await here.load(), 'sales')).toBe(ready)
})

test.each([
  [
    'a path that is nobody’s',
    [],
    ['GET /api/other'],
    "procedure 'sales.p0' is at '/api/other', which is not this plugin's",
  ],
  ['a path beside its own place', [], ['GET /api/sales-x'], "move it under '/api/sales/', or claim it"],
  ['its own place in other letters', [], ['GET /api/Sales/x'], 'which is not this plugin'],
  ['what it claims, and more', ['/api/a/{b}'], ['GET /api/a/b/c'], "is at '/api/a/b/c'"],
  [
    'a path twice',
    [],
    ['GET /api/sales/{a}', 'GET /api/sales/{b}'],
    "belongs to procedure 'sales.p0' ('/api/sales/{a}')",
  ],
  ['a path twice but for case', [], ['GET /api/sales/A', 'GET /api/sales/a'], "belongs to procedure 'sales.p0'"],
  ['a path that ends in a slash', [], ['GET /api/sales/x/'], "'/api/sales/x/' is no REST path"],
  ['a path with everything under it', [], ['GET /api/sales/*'], 'is no REST path'],
  ['a path that climbs', [], ['GET /api/sales/../orders'], 'is no REST path'],
  ['a path in the form of another library', [], ['GET /api/sales/:id'], 'is no REST path'],
  ['a path outside of /api', ['/healthz'], [], "'/healthz' is no REST path"],
  ['a place of the server', ['/api/auth/sign-in'], [], "belongs to the server ('/api/auth/')"],
  ['a place of the server, by a parameter', ['/api/{any}/sign-in'], [], "belongs to the server ('/api/auth/')"],
  ['the place of another plugin', ['/api/orders/list'], [], "belongs to plugin 'orders' ('/api/orders/')"],
  ['the place of one that failed', ['/api/Failing'], [], "belongs to plugin 'failing' ('/api/failing/')"],
] as const)('is refused: %s', async (_, paths, endpoints, sentence) => {
  const here = installation()
  here.plugin('orders', serving([], 'GET /api/orders/{id}'))
  here.plugin('failing', { head: `throw new Error('closed')` })
  here.plugin('sales', serving(paths, ...endpoints))
  const registry = await here.load()
  expect(standing(registry, 'sales')).toContain(`failed at check: `)
  expect(standing(registry, 'sales')).toContain(sentence)
  expect(standing(registry, 'orders')).toBe(ready)
})

test.each([
  ['/api/metrics/summary', '/api/metrics/summary'],
  ['/api/metrics/{name}', '/api/metrics/{other}'],
  ['/api/metrics/{name}', '/api/metrics/summary'],
  ['/api/metrics/Summary', '/api/metrics/summary'],
])('of two plugins that claim %s and %s the one that starts first has it', async (first, second) => {
  const here = installation()
  here.plugin('early', serving([first], `GET ${first}`))
  here.plugin('a-late', {
    ...serving([second], `POST ${second}`),
    contract: `requires: { early: '*' }, paths: ['${second}'],`,
  })
  here.plugin('other', serving(['/api/metrics'], 'GET /api/metrics'))
  const registry = await here.load()
  expect(standing(registry, 'a-late')).toBe(
    `failed at check: path '${second}' belongs to plugin 'early' ('${first}'); choose another one`,
  )
  for (const id of ['early', 'other']) expect(standing(registry, id)).toBe(ready)
})

test('a claim of a plugin that failed before is free', async () => {
  const here = installation()
  here.plugin('a', { contract: `requires: { gone: '*' }, paths: ['/api/metrics'],` })
  here.plugin('b', { contract: `paths: ['/api/metrics'],` })
  expect(standing(await here.load(), 'b')).toBe(ready)
})

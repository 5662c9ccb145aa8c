import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { quickestDatabase } from '@tessera/test-kit'
import openapiTS, { astToString } from 'openapi-typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenInstallation, pluginText } from '../../fixtures/broken-installation.ts'
import { keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

/** A plugin with endpoints whose schemas contain themselves, with and without a name, and one without a summary. */
const tree = pluginText('tree', {
  server: `routes: (() => {
    const { router, procedure } = pluginTrpc(plugin)
    const node = z.object({ name: z.string(), get children() { return z.array(node) } })
    const named = z.object({ label: z.string(), get inner() { return named.optional() } }).meta({ id: 'Label of a tree' })
    return router({
      plant: procedure.needs('metrics:read').meta({ openapi: { method: 'POST', path: '/api/tree/plant' } })
        .input(node).output(node).mutation(({ input }) => input),
      label: procedure.meta({ openapi: { method: 'GET', path: '/api/tree/label' } })
        .input(z.object({})).output(named).query(() => ({ label: 'oak' })),
      leaves: procedure.meta({ file: true, openapi: { method: 'GET', path: '/api/tree/leaves' } })
        .input(z.object({})).output(z.object({ name: z.string(), type: z.string(), text: z.string() }))
        .query(() => ({ name: 'leaves.csv', type: 'text/csv', text: 'tree,leaves\\r\\nÖak,7\\r\\n' })),
    })
  })(),`,
})

/** A plugin whose schema refers to nothing. */
const lost = pluginText('lost', {
  server: `routes: pluginTrpc(plugin).router({
    away: pluginTrpc(plugin).procedure.meta({ openapi: { method: 'GET', path: '/api/lost/away' } })
      .input(z.object({})).output(z.unknown().meta({ override: { $ref: '#/components/schemas/Gone' } })).query(() => 1),
  }),`,
})

const installation = brokenInstallation(['orders'], { tree, lost })
const folder = mkdtempSync(join(installation.root, 'client-'))
const description = join(folder, 'openapi.json')
const require = createRequire(import.meta.url)
const tool = (name: string, bin: string) => join(dirname(require.resolve(`${name}/package.json`)), bin)

let app: App
let baseUrl = ''

beforeAll(async () => {
  app = await startTestApp(await quickestDatabase().open(), { root: installation.root })
  const { server } = app.fastify
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  writeFileSync(description, await (await fetch(`${baseUrl}/openapi.json`)).text())
})

afterAll(async () => {
  await app?.close()
  installation.remove()
})

test('redocly finds nothing to complain about', () => {
  const args = [tool('@redocly/cli', 'bin/cli.js'), 'lint', description, '--format=json']
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env })
  const { problems, totals } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { problems: unknown[]; totals: unknown }
  expect({ status, problems, totals }).toMatchObject({ status: 0, problems: [], totals: { errors: 0, warnings: 0 } })
}, 60_000)

test('an answer that is a file goes out as one, and is described as text', async () => {
  const authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read')}`
  const answer = await fetch(`${baseUrl}/api/tree/leaves`, { headers: { authorization } })
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
    200,
    'text/csv; charset=utf-8',
    'attachment; filename="leaves.csv"',
  ])
  expect(await answer.text()).toBe('tree,leaves\r\nÖak,7\r\n')
  const { paths } = JSON.parse(readFileSync(description, 'utf8'))
  expect(paths['/api/tree/leaves'].get.responses['200'].content).toEqual({ 'text/*': { schema: { type: 'string' } } })
})

const client = `
import createClient from 'openapi-fetch'
import type { paths } from './schema.ts'

export async function ask(baseUrl: string, key: string) {
  const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${key}\` } })
  const time = { range: { from: '2020-01-01', to: '2030-01-01' } }
  const answer = await client.POST('/api/v1/metrics/query', { body: { metrics: [{ id: 'orders.orders' }], time } })
  const rows: readonly (readonly (string | number | boolean | null)[])[] | undefined = answer.data?.rows
  const refused = await client.POST('/api/v1/metrics/query', { body: { metrics: [{ id: 'orders.gone' }] } })
  const code: string | undefined = refused.error?.code
  const segments = await client.GET('/api/v1/segments')
  const filter = segments.data?.[0]?.filter
  const nested = filter !== undefined && 'and' in filter ? filter.and : undefined
  const orders = await client.GET('/api/orders/{country}', { params: { path: { country: 'ZZ' } } })
  const planted = await client.POST('/api/tree/plant', { body: { name: 'a', children: [{ name: 'b', children: [] }] } })
  const leaf: string | undefined = planted.data?.children[0]?.children[0]?.name
  return { rows, code, nested, leaf, countries: orders.data?.map(({ country }) => country), child: planted.data?.children[0]?.name }
}

const wrong = createClient<paths>()
// @ts-expect-error an id is a text
void (() => wrong.POST('/api/v1/metrics/query', { body: { metrics: [{ id: 1 }] } }))
// @ts-expect-error there is no such path
void (() => wrong.GET('/api/v1/nothing'))
`

test('a client made from it by openapi-typescript compiles, and queries a running server', async () => {
  const schema = await openapiTS(pathToFileURL(description))
  writeFileSync(join(folder, 'schema.ts'), astToString(schema))
  writeFileSync(join(folder, 'client.ts'), client)
  const strict = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'esnext',
    '--allowImportingTsExtensions',
  ]
  const args = [tool('typescript', 'bin/tsc'), ...strict, '--skipLibCheck', '--types', '', join(folder, 'client.ts')]
  const compiled = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  expect(compiled.stdout).toBe('')
  expect(compiled.status).toBe(0)

  const { ask } = (await import(pathToFileURL(join(folder, 'client.ts')).href)) as {
    ask: (baseUrl: string, key: string) => Promise<unknown>
  }
  const answered = await ask(baseUrl, await keyFor(app, 'acme', 'metrics:read'))
  expect(answered).toMatchObject({ rows: [[1]], code: 'unknown_member', countries: ['ZZ'], child: 'b' })
}, 60_000)

test('every operation declares its refusals, and the whole its licence', async () => {
  const document = (await (await fetch(`${baseUrl}/openapi.json`)).json()) as {
    info: { license: object }
    paths: Record<string, Record<string, { responses: Record<string, object>; summary: string }>>
    components: { schemas: object }
  }
  expect(document.info.license).toEqual({ name: 'Apache License 2.0', identifier: 'Apache-2.0' })
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  expect(operations.length).toBeGreaterThan(8)
  for (const { responses, summary } of operations) {
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(['200', '401', '403', '422', '429', '503', 'default']),
    )
    expect(summary).not.toBe('')
  }
  const query = document.paths['/api/v1/metrics/query']?.['post']?.responses
  expect(Object.keys(query ?? {})).toEqual(expect.arrayContaining(['400', '413', '415']))
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Filter', 'Problem']))
})

test('a plugin whose schema refers to nothing is left out of it and says why; its endpoint works', async () => {
  const document = (await (await fetch(`${baseUrl}/openapi.json`)).json()) as { paths: object }
  expect(Object.keys(document.paths)).not.toContain('/api/lost/away')
  const status = app.services.registry.statuses().find(({ id }) => id === 'lost')
  expect(status).toMatchObject({ state: 'degraded', stage: 'routes', error: expect.stringContaining('schemas/Gone') })
  const headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read')}` }
  expect(await (await fetch(`${baseUrl}/api/lost/away`, { headers })).json()).toBe(1)
})

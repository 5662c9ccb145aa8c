import { expect, test } from 'vitest'
import { installation, standing, type PluginFiles } from '../../test/installation.ts'

const pointSource = `
  import { extensionPoint } from '@tessera/plugin-api'
  import { z } from 'zod'
  export const providers = extensionPoint()('hub/providers/v1', z.object({
    title: z.string().min(1),
    color: z.string().optional(),
    order: z.number().default(7),
    services: z.array(z.object({ key: z.string(), title: z.string(), color: z.string().optional() })).default([]),
  }))`

const hub: PluginFiles = {
  files: { 'src/extend.ts': pointSource },
  head: `import { providers } from './extend.ts'`,
  contract: `extensionPoints: [providers],
    dimensions: {
      provider: { title: 'Provider', labels: { own: 'Own name', red: 'Red, says the hub' }, labelsFrom: 'hub/providers/v1' },
      service: { title: 'Service', labelsFrom: 'hub/providers/v1#services' },
    },`,
}
const point = { id: 'hub/providers/v1' }

function provider(contributes: string, more: PluginFiles = {}): PluginFiles {
  return { contract: `requires: { hub: '^1' }, contributes: [${contributes}],`, ...more }
}
const adds = (key: string, data: string, at = 'hub/providers/v1') => `{ point: '${at}', key: '${key}', data: ${data} }`

test('contributions arrive under their keys with the plugin they are from, as the schema reads them', async () => {
  const here = installation()
  here.plugin('hub', hub)
  here.plugin('red', provider(adds('red', `{ title: 'Red' }`)))
  here.plugin('blue', provider(adds('blue', `{ title: 'Blue', order: 1 }`)))
  const { contributions } = await here.load()
  expect([...contributions.data(point)]).toEqual([
    ['blue', { from: 'blue', data: { title: 'Blue', order: 1, services: [] } }],
    ['red', { from: 'red', data: { title: 'Red', order: 7, services: [] } }],
  ])
  expect(contributions.data({ id: 'hub/other/v1' }).size).toBe(0)
})

test('a view kept from before shows neither data nor code of a plugin that failed since', async () => {
  const here = installation()
  here.plugin('hub', hub)
  here.plugin(
    'red',
    provider(adds('red', `{ title: 'Red' }`), {
      server: `contributions: [{ point: 'hub/providers/v1', key: 'red', server: { sync: () => 'red' } }]`,
    }),
  )
  here.plugin('blue', provider(adds('blue', `{ title: 'Blue' }`)))
  const registry = await here.load()
  const data = registry.contributions.data(point)
  const server = registry.contributions.server<{ sync: () => string }>(point)
  expect([...data.keys()]).toEqual(['blue', 'red'])
  expect(server.get('red')).toMatchObject({ from: 'red' })
  expect(server.get('red')?.server.sync()).toBe('red')

  registry.fail('red', 'init', new Error('x'))

  expect([...data.keys()]).toEqual(['blue'])
  expect(data.has('red')).toBe(false)
  expect(server.size).toBe(0)
  registry.fail('hub', 'run', new Error('x'))
  expect(data.size).toBe(0)
})

test('a tenant sees contributions of plugins it has enabled', async () => {
  const here = installation()
  here.plugin('hub', hub)
  here.plugin('red', provider(adds('red', `{ title: 'Red' }`)))
  here.plugin('blue', provider(adds('blue', `{ title: 'Blue' }`)))
  const registry = await here.load()
  const seen = registry.contributionsFor(new Set(['hub', 'red'])).data(point)
  expect([...seen.keys()]).toEqual(['red'])
})

const wrong: [string, string, string][] = [
  ['wrong data', adds('bad', `{ title: '' }`), "contribution 'bad' to 'hub/providers/v1' is left out: title: "],
  [
    'an unknown version of a point',
    adds('bad', `{ title: 'B' }`, 'hub/providers/v2'),
    "plugin 'hub' offers no such extension point",
  ],
  [
    'a point of a plugin it does not require',
    adds('bad', `{ title: 'B' }`, 'other/things/v1'),
    "belongs to plugin 'other', which this plugin does not require",
  ],
  ['a key that is taken', adds('blue', `{ title: 'B' }`), "'blue' contributed under that key already"],
  ['nothing at all', 'null', 'is left out'],
]

test.each(wrong)('%s is left out alone, and its plugin degraded', async (_, contribution, sentence) => {
  const here = installation()
  here.plugin('hub', hub)
  here.plugin('blue', provider(adds('blue', `{ title: 'Blue' }`)))
  here.plugin('mixed', provider(`${contribution}, ${adds('good', `{ title: 'Good' }`)}`))
  const registry = await here.load()
  expect([...registry.contributions.data(point).keys()]).toEqual(['blue', 'good'])
  expect(standing(registry, 'mixed')).toContain('degraded at check: ')
  expect(standing(registry, 'mixed')).toContain(sentence)
  expect(standing(registry, 'hub')).toBe('ready at check')
})

test('a server part without data is left out', async () => {
  const here = installation()
  here.plugin('hub', hub)
  here.plugin('red', provider('', { server: `contributions: [{ point: 'hub/providers/v1', key: 'red', server: {} }]` }))
  const registry = await here.load()
  expect(registry.contributions.server(point).size).toBe(0)
  expect(standing(registry, 'red')).toContain('its server part stands alone')
})

test('contributions name the values of dimensions, live', async () => {
  const here = installation()
  here.plugin('hub', hub)
  here.plugin(
    'blue',
    provider(adds('blue', `{ title: 'Blue', color: '#00f', services: [{ key: 'mail', title: 'Mail' }] }`)),
  )
  here.plugin(
    'red',
    provider(
      adds(
        'red',
        `{ title: 'Red', color: '#f00', services: [{ key: 'mail', title: 'Post' }, { key: 'files', title: 'Files', color: '#aaa' }] }`,
      ),
    ),
  )
  const registry = await here.load()
  expect(registry.dimension('hub.provider')).toMatchObject({
    labels: { own: 'Own name', blue: 'Blue', red: 'Red, says the hub' },
    colors: { blue: '#00f', red: '#f00' },
  })
  expect(registry.dimension('hub.service')).toMatchObject({
    labels: { mail: 'Mail', files: 'Files' },
    colors: { files: '#aaa' },
  })
  registry.fail('blue', 'run', new Error('x'))
  expect(registry.dimension('hub.provider')?.labels).toEqual({ own: 'Own name', red: 'Red, says the hub' })
  expect(registry.dimension('hub.service')?.labels).toEqual({ mail: 'Post', files: 'Files' })
})

import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installation } from '../../test/installation.ts'
import { discoverPlugins } from './discover-plugins.ts'

test('finds plugins in folders by their manifest alone, without running their code', async () => {
  const here = installation()
  here.plugin('sales', { server: '', files: { 'src/plugin.ts': 'throw new Error("must not run")', 'src/web.ts': '' } })
  here.write('plugins/notes/package.json', JSON.stringify({ name: 'notes' }))
  here.write('plugins/readme.md', '')
  const { plugins, failures } = await discoverPlugins(here.root)
  const dir = join(here.root, 'plugins/sales')
  expect(failures).toEqual([])
  expect(plugins).toEqual([
    {
      id: 'sales',
      name: '@fixture/sales',
      version: '1.0.0',
      dir,
      doors: {
        contract: join(dir, 'src/plugin.ts'),
        server: join(dir, 'src/server/index.ts'),
        web: join(dir, 'src/web.ts'),
      },
    },
  ])
})

test('finds plugins among the dependencies of the host, and one that is linked from plugins/ only once', async () => {
  const here = installation()
  here.plugin('sales')
  here.write(
    'host/package.json',
    JSON.stringify({ dependencies: { '@fixture/sales': '*', far: '*', plain: '*', gone: '*' } }),
  )
  here.write(
    'node_modules/far/package.json',
    JSON.stringify({ name: 'far', tessera: { id: 'far', api: 1 }, exports: './a.js' }),
  )
  here.write('node_modules/far/a.js', '')
  here.write('host/node_modules/plain/package.json', JSON.stringify({ name: 'plain' }))
  mkdirSync(join(here.root, 'host/node_modules/@fixture'), { recursive: true })
  symlinkSync(join(here.root, 'plugins/sales'), join(here.root, 'host/node_modules/@fixture/sales'), 'dir')
  const { plugins, failures } = await discoverPlugins(here.root)
  expect(failures).toEqual([])
  expect(plugins.map(({ id, doors }) => [id, doors.contract])).toEqual([
    ['far', join(here.root, 'node_modules/far/a.js')],
    ['sales', join(here.root, 'plugins/sales/src/plugin.ts')],
  ])
})

test('finds scoped folders and linked ones, and says of all others why they are left out', async () => {
  const here = installation()
  const elsewhere = installation()
  elsewhere.plugin('linked')
  here.plugin('kept-out')
  here.write(
    'plugins/@acme/scoped/package.json',
    JSON.stringify({ name: '@acme/scoped', tessera: { id: 'scoped', api: 1 }, exports: './a.ts' }),
  )
  here.write('plugins/@acme/scoped/a.ts', '')
  here.write('plugins/@acme/notes/package.json', JSON.stringify({ name: '@acme/notes' }))
  here.write('plugins/half/src/plugin.ts', '')
  here.write('plugins/.cache/package.json', '{}')
  here.write('plugins/readme.md', '')
  here.write('host/package.json', JSON.stringify({ dependencies: { gone: '*' } }))
  symlinkSync(join(elsewhere.root, 'plugins/linked'), join(here.root, 'plugins/linked'), 'dir')
  symlinkSync(join(here.root, 'nowhere'), join(here.root, 'plugins/lost'), 'dir')
  const { plugins, failures, skipped } = await discoverPlugins(here.root, { exclude: ['kept-out'] })
  expect(failures).toEqual([])
  expect(plugins.map(({ id }) => id)).toEqual(['linked', 'scoped'])
  expect(skipped.toSorted((a, b) => (a.place < b.place ? -1 : 1))).toEqual([
    { place: 'gone', reason: expect.stringContaining('not installed') },
    {
      place: 'plugins/@acme/notes',
      reason: `its package.json has no field 'tessera'; if it is a plugin, write "tessera": { "id": "notes", "api": 1 }`,
    },
    { place: 'plugins/half', reason: expect.stringContaining('no package.json') },
    { place: 'plugins/kept-out', reason: 'tessera.config.ts leaves it out' },
    { place: 'plugins/lost', reason: expect.stringContaining('leads nowhere') },
  ])
})

const wrong: [string, Record<string, unknown>, string][] = [
  ['another api', { tessera: { id: 'bad', api: 2 } }, 'written for plugin API 2, but this host offers API 1'],
  ['an api of the wrong type', { tessera: { id: 'bad', api: '1' } }, 'written for plugin API "1"'],
  ['no id', { tessera: { api: 1 } }, "the field 'tessera' of package.json is wrong"],
  ['an id not in kebab-case', { tessera: { id: 'Bad_Id', api: 1 } }, "tessera.id 'Bad_Id' is not kebab-case"],
  ['the id of a schema of core', { tessera: { id: 'core', api: 1 } }, "tessera.id 'core' would name a schema"],
  [
    'the id of a schema of PostgreSQL',
    { tessera: { id: 'pg-stat', api: 1 } },
    "tessera.id 'pg-stat' would name a schema",
  ],
  ['an unknown field', { tessera: { id: 'bad', api: 1, colour: 'red' } }, 'Unrecognized key: "colour"'],
  ['no contract door', { exports: { './server': './src/plugin.ts' } }, "its exports have no door '.'"],
  ['no exports', { exports: undefined }, "its exports have no door '.'"],
  [
    'a missing door file',
    { exports: { '.': './src/plugin.ts', './web': './src/web.ts' } },
    "name './src/web.ts' for the door './web', but there is no such file",
  ],
  [
    'a door that names nothing',
    { exports: { '.': { types: './src/plugin.ts' } } },
    "the door '.' of its exports names no file",
  ],
]

test.each(wrong)('refuses %s with a sentence, and finds the others', async (_, manifest, sentence) => {
  const here = installation()
  here.plugin('bad', { manifest })
  here.plugin('good')
  const { plugins, failures } = await discoverPlugins(here.root)
  expect(plugins.map((plugin) => plugin.id)).toEqual(['good'])
  expect(failures).toHaveLength(1)
  expect(failures[0]).toMatchObject({ state: 'failed', stage: 'manifest' })
  expect(failures[0]?.error).toContain(sentence)
})

test('a package.json that is no JSON is a failure under the name of its folder', async () => {
  const here = installation()
  here.write('plugins/torn/package.json', '{ "name": ')
  here.plugin('good')
  const { plugins, failures } = await discoverPlugins(here.root)
  expect(plugins).toHaveLength(1)
  expect(failures[0]).toMatchObject({ id: 'torn', stage: 'manifest' })
  expect(failures[0]?.error).toContain('package.json cannot be read')
})

test('a package.json is read with a mark of UTF-8 and lines of Windows; another encoding is a failure that names the line', async () => {
  const here = installation()
  const json = (id: string) => JSON.stringify({ name: id, tessera: { id, api: 1 } }, null, 2)
  here.plugin('good')
  const file = join(here.root, 'plugins/good/package.json')
  writeFileSync(file, `\uFEFF${readFileSync(file, 'utf8').replaceAll('\n', '\r\n')}`)
  for (const folder of ['latin', 'wide', 'torn']) mkdirSync(join(here.root, 'plugins', folder), { recursive: true })
  writeFileSync(join(here.root, 'plugins/latin/package.json'), Buffer.from(json('größe'), 'latin1'))
  writeFileSync(join(here.root, 'plugins/wide/package.json'), Buffer.from(`\uFEFF${json('wide')}`, 'utf16le'))
  writeFileSync(join(here.root, 'plugins/torn/package.json'), '{\r\n\r\n"name" "torn"\r\n}')
  const { plugins, failures } = await discoverPlugins(here.root)
  expect(plugins.map(({ id }) => id)).toEqual(['good'])
  expect(Object.fromEntries(failures.map(({ id, error }) => [id, error]))).toMatchObject({
    latin: expect.stringContaining('package.json cannot be read: line 2 holds something else than UTF-8'),
    wide: expect.stringContaining('package.json cannot be read: line 1 holds UTF-16'),
    torn: expect.stringContaining("package.json cannot be read: line 3: Expected ':'"),
  })
})

test('of two packages with one id the second is refused under its package name', async () => {
  const here = installation()
  here.plugin('a-copy', { manifest: { tessera: { id: 'sales', api: 1 } } })
  here.plugin('sales')
  const { plugins, failures } = await discoverPlugins(here.root)
  expect(plugins.map((plugin) => plugin.name)).toEqual(['@fixture/a-copy'])
  expect(failures[0]?.id).toBe('@fixture/sales')
  expect(failures[0]?.error).toContain("'sales' is already taken by package '@fixture/a-copy'")
})

test('takes the default file of the server door, not the one meant to stop browsers', async () => {
  const here = installation()
  here.plugin('sales', { server: '' })
  const { plugins } = await discoverPlugins(here.root)
  expect(plugins[0]?.doors.server).toBe(join(here.root, 'plugins/sales/src/server/index.ts'))
})

test('include and exclude narrow what is found', async () => {
  const here = installation()
  for (const id of ['a', 'b', 'c']) here.plugin(id)
  const found = async (policy: Parameters<typeof discoverPlugins>[1]) =>
    (await discoverPlugins(here.root, policy)).plugins.map((plugin) => plugin.id)
  expect(await found({ exclude: ['b'] })).toEqual(['a', 'c'])
  expect(await found({ include: ['b', 'c'], exclude: ['c'] })).toEqual(['b'])
})

test('an installation without any plugin is an empty one', async () => {
  expect(await discoverPlugins(installation().root)).toEqual({ plugins: [], failures: [], skipped: [] })
})

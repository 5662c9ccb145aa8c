import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkOne, makeNew, type NewThing } from '@tessera/develop'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findViolations } from '../scripts/boundaries/find-violations.ts'

const root = join(import.meta.dirname, '..')
const options = { extends: join(root, 'tsconfig.json'), include: ['plugins'], exclude: ['**/*.test.ts'] }
let here: string

const make = (thing: Partial<NewThing>) => makeNew(here, { kind: 'plugin', name: 'crm', ...thing })
const read = (file: string) => readFileSync(join(here, file), 'utf8')

/** A tool of the repository on the installation; what it prints, and nothing when all is well. */
function run(tool: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', tool), args, {
    cwd: here,
    encoding: 'utf8',
  })
  return status === 0 ? '' : stdout + stderr
}

// An installation of its own, with the packages of this one.
beforeAll(async () => {
  here = mkdtempSync(join(tmpdir(), 'tessera-new-'))
  mkdirSync(join(here, 'plugins'))
  for (const part of ['node_modules', '.oxlintrc.json', '.prettierrc.json'])
    symlinkSync(join(root, part), join(here, part))
  symlinkSync(join(root, 'plugins/integrations'), join(here, 'plugins/integrations'))
  writeFileSync(join(here, 'tsconfig.json'), JSON.stringify(options))
  await make({ with: ['metric', 'panel', 'page', 'job', 'right'] })
  for (const thing of [
    { kind: 'metric', name: 'won_deals' },
    { kind: 'panel', name: 'deals', metric: 'won_deals' },
    { kind: 'panel', name: 'deal_bars', metric: 'won_deals', custom: true },
    { kind: 'page', name: 'deals', needs: 'manage' },
    { kind: 'job', name: 'count_deals' },
    { kind: 'right', name: 'win_deals' },
  ] as const)
    await make({ plugin: 'crm', ...thing })
  await make({ kind: 'plugin', name: 'a-plugin-with-quite-a-long-name', with: [] })
  await make({ kind: 'page', name: 'one_more_page', plugin: 'a-plugin-with-quite-a-long-name' })
  await make({ kind: 'provider', name: 'acme', plugin: 'integrations' })
}, 60_000)

afterAll(() => rmSync(here, { recursive: true, force: true }))

test('what the templates write compiles, and has the form and the edges everything has', async () => {
  expect(run('tsc', '--project', 'tsconfig.json')).toBe('')
  expect(run('oxlint', '--deny-warnings', '--quiet', 'plugins/crm', 'plugins/integrations-acme')).toBe('')
  expect(run('prettier', '--check', 'plugins/crm', 'plugins/a-plugin-with-quite-a-long-name')).toBe('')
  expect(await findViolations(here)).toEqual([])
})

test('it conforms, and has a fixture and demo data', async () => {
  expect(await checkOne(here, 'crm')).toEqual({ plugin: 'crm', findings: [], warnings: [] })
})

test('a panel of its own view draws what it is tried with', () => {
  expect(read('plugins/crm/src/plugin.ts')).toContain(`view: 'deal_bars'`)
  expect(run('vitest', 'run', '--root', here, 'plugins/crm/src/views')).toBe('')
}, 60_000)

test('a plugin without anything conforms', async () => {
  const id = 'a-plugin-with-quite-a-long-name'
  expect(await checkOne(here, id)).toEqual({ plugin: id, findings: [], warnings: [] })
})

test('a provider adds what the extension point asks for', () => {
  expect(read('plugins/integrations-acme/src/plugin.ts')).toContain(`providers.contribute('acme', {`)
})

test.each([
  [{ name: 'CRM' }, /'CRM' is no name of a plugin; write lower-case words/],
  [{ name: 'crm' }, /this installation has a plugin 'crm' already/],
  [{ kind: 'metric', name: 'won-deals', plugin: 'crm' }, /'won-deals' is no name of a metric/],
  [{ kind: 'metric', name: 'won_deals', plugin: 'crm' }, /plugin 'crm' has a metric 'won_deals' already/],
  [{ kind: 'metric', name: 'lost' }, /a metric belongs to a plugin; say to which: --plugin <id>/],
  [{ kind: 'page', name: 'a', plugin: 'crn' }, /there is no plugin 'crn' in this installation; there are .*crm/],
  [{ kind: 'panel', name: 'a', plugin: 'crm', metric: 'gone' }, /plugin 'crm' has no metric 'gone'/],
  [{ kind: 'panel', name: 'deal_bars', plugin: 'crm', custom: true }, /plugin 'crm' has a panel 'deal_bars' already/],
  [{ kind: 'panel', name: 'a', plugin: 'integrations-acme' }, /has no metric a panel could show; make one first/],
  [{ kind: 'provider', name: 'a', plugin: 'crm' }, /'crm' offers no extension point/],
  [{ kind: 'provider', name: 'acme', plugin: 'integrations' }, /package.json is there already/],
] as const)('%j is refused, and nothing is written', async (thing, said) => {
  const before = read('plugins/crm/src/plugin.ts')
  await expect(make(thing)).rejects.toThrow(said)
  expect(read('plugins/crm/src/plugin.ts')).toBe(before)
})

test('a folder elsewhere is looked at as if it were dropped in, and each fault is told', async () => {
  const elsewhere = mkdtempSync(join(root, 'node_modules/.cache/tessera-elsewhere-'))
  const folder = join(elsewhere, 'crm-two')
  const change = (file: string, from: string, to: string) =>
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replaceAll(from, to))
  try {
    cpSync(join(here, 'plugins/crm'), folder, { recursive: true })
    change('package.json', '"crm"', '"crm-two"')
    change('src/plugin.ts', `id: 'crm'`, `id: 'crm-two'`)
    change('src/server/metrics/won-deals.ts', 'value: 2', 'value: 3')
    change('src/web/pages/deals.tsx', '<article>', '<article')
    const { plugin, findings } = await checkOne(here, folder)
    expect(plugin).toBe('crm-two')
    expect(findings).toEqual([
      { aspect: 'web', message: expect.stringMatching(/its web door cannot be built: .*deals\.tsx/) },
      { aspect: 'fixtures', message: expect.stringMatching(/crm-two.won_deals: its fixture .* expects/) },
    ])
    change('src/plugin.ts', `query: { metrics: ['won_deals']`, `query: { metrics: ['gone']`)
  } finally {
    rmSync(elsewhere, { recursive: true, force: true })
  }
})

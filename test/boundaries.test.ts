import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findViolations } from '../scripts/boundaries/find-violations.ts'

const repository = join(import.meta.dirname, '..')
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tessera-boundaries-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

describe('the linter', () => {
  function lint(file: string, text: string): { status: number | null; output: string } {
    copyFileSync(join(repository, '.oxlintrc.json'), join(root, '.oxlintrc.json'))
    plant(file, text)
    const program = join(repository, 'node_modules/.bin/oxlint')
    const { status, stdout } = spawnSync(program, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })
    return { status, output: stdout.replace(/\s+/g, ' ') }
  }

  test.each([
    ['core/plugin-api/src/a.ts', '@tessera/query', 'declare the type here and let the other package implement it'],
    ['core/query/src/a.ts', '@tessera/registry', 'take what you need as a parameter'],
    ['core/database/src/a.ts', '@tessera/plugin-integrations', 'take what you need as a parameter'],
    ['core/ui/src/a.test.ts', '@tessera/server', 'a test that needs a plugin belongs into that plugin'],
    ['core/query/src/a.ts', '@tessera/registry/web', 'take what you need as a parameter'],
    ['host/src/a.ts', '@tessera/server/secret', 'add a procedure in server'],
    ['core/test-kit/src/a.ts', '@tessera/server/router', 'nothing else belongs in it'],
    ['plugins/a/src/server/index.ts', '@tessera/query', 'the host runs them'],
    ['plugins/a/src/server/index.ts', '@tessera/server', 'the host runs them'],
    ['plugins/a/src/server/index.ts', '@tessera/plugin-b/server', 'ask its owner to offer an extension point'],
    ['plugins/a/src/a.test.ts', '@tessera/plugin-b/src/secret.ts', 'let the test kit start the other plugin'],
    ['plugins/a/src/plugin.ts', '../../../core/query/src/engine.ts', 'A package is imported by its name'],
    ['host/src/a.ts', '@tessera/server/router', 'write `import type`'],
    ['host/src/a.ts', '@tessera/database', 'add a procedure in server'],
    ['server/src/a.ts', '@tessera/plugin-integrations', 'reach plugins through the registry'],
    ['server/src/a.ts', '@tessera/host', 'reach plugins through the registry'],
    ['clients/middleware/src/a.ts', '@tessera/plugin-api', 'they speak to it over REST'],
    ['clients/client/src/a.ts', 'undici', 'write it with what every runtime has'],
    ['scripts/a.ts', '@tessera/server', 'Nothing imports the host or the server'],
  ])('refuses in %s an import of %s and says what to do', (file, specifier, sentence) => {
    const { status, output } = lint(file, `import { thing } from '${specifier}'\n\nthing()\n`)
    expect(output).toContain(sentence)
    expect(status).toBe(1)
  })

  test.each([
    ['plugins/a/src/server/index.ts', `import { thing } from '@tessera/plugin-b/extend'\n\nthing()\n`],
    ['plugins/a/src/a.test.ts', `import { thing } from '@tessera/test-kit'\n\nthing()\n`],
    ['clients/middleware/src/a.ts', `import { thing } from '@tessera/client'\n\nthing()\n`],
    ['host/src/a.ts', `import type { Thing } from '@tessera/server/router'\n\nexport type Mine = Thing\n`],
  ])('lets %s import what it may', (file, text) => {
    expect(lint(file, text)).toMatchObject({ status: 0 })
  })

  test('refuses an import cycle', () => {
    plant('core/query/src/b.ts', `export { a } from './a.ts'\n`)
    const { status, output } = lint('core/query/src/a.ts', `export { a as b } from './b.ts'\n`)
    expect(output).toContain('no-cycle')
    expect(status).toBe(1)
  })

  test.each([
    ['a default export', 'core/query/src/a.ts', 'export default 1\n', 'no-default-export'],
    ['any', 'core/query/src/a.ts', 'export const a: any = 1\n', 'no-explicit-any'],
    ['a console', 'core/query/src/a.ts', 'console.log(1)\n', 'no-console'],
    ['four parameters', 'server/src/a.ts', 'export function f(a, b, c, d) { return a + b + c + d }\n', 'max-params'],
    ['401 lines', 'host/src/a.ts', 'export const a = 1\n' + '//\n'.repeat(400), 'max-lines'],
  ])('refuses %s', (_, file, text, rule) => {
    const { status, output } = lint(file, text)
    expect(output).toContain(rule)
    expect(status).toBe(1)
  })
})

describe('the check of packages', () => {
  function plantPackage(folder: string, json: object): void {
    plant(`${folder}/package.json`, JSON.stringify(json))
  }

  const plugin = (id: string, needs: Record<string, string>): object => ({
    name: `@tessera/plugin-${id}`,
    tessera: { id, api: 1 },
    dependencies: needs,
  })

  test('accepts this repository', async () => {
    await expect(findViolations(repository)).resolves.toEqual([])
  })

  test('refuses an edge that the architecture does not allow', async () => {
    plantPackage('core/query', { name: '@tessera/query', dependencies: { '@tessera/registry': 'workspace:*' } })
    await expect(findViolations(root)).resolves.toEqual([
      'core/query/package.json: may not depend on @tessera/registry; it rests on @tessera/plugin-api alone',
    ])
  })

  test('refuses the server even as a development dependency', async () => {
    plantPackage('plugins/a', { ...plugin('a', {}), devDependencies: { '@tessera/server': 'workspace:*' } })
    await expect(findViolations(root)).resolves.toEqual([
      'plugins/a/package.json: may not use @tessera/server, not even in tests; nothing imports the host or the server',
    ])
  })

  test('refuses a path that leaves the package', async () => {
    plantPackage('plugins/a', plugin('a', {}))
    plant('plugins/a/src/plugin.ts', `import { x } from '../../b/src/plugin.ts'\nexport const y = x\n`)
    await expect(findViolations(root)).resolves.toEqual([
      "plugins/a/src/plugin.ts:1: '../../b/src/plugin.ts' leaves the package; import the other package by its name",
    ])
  })

  test('refuses an import that package.json does not list', async () => {
    plantPackage('plugins/a', plugin('a', {}))
    plant('plugins/a/src/plugin.ts', `\nimport { definePlugin } from '@tessera/plugin-api'\n`)
    await expect(findViolations(root)).resolves.toEqual([
      "plugins/a/src/plugin.ts:2: '@tessera/plugin-api' is imported but not listed; add @tessera/plugin-api to plugins/a/package.json",
    ])
  })

  test('refuses folders of a package that import each other, types too and by way of a third', async () => {
    plantPackage('core/registry', { name: '@tessera/registry' })
    plant('core/registry/src/a/one.ts', `import type { Two } from '../b/two.ts'\nexport type One = Two\n`)
    plant('core/registry/src/b/two.ts', `import { three } from '../three.ts'\nexport type Two = typeof three\n`)
    plant('core/registry/src/three.ts', `export { four as three } from './a/four.ts'\n`)
    plant('core/registry/src/a/four.ts', `export const four = 4\n`)
    plant('core/registry/src/a/one.test.ts', `import { five } from '../../test/five.ts'\nfive()\n`)
    await expect(findViolations(root)).resolves.toEqual([
      'core/registry/src: a, b, three.ts import each other; move what both need into a third folder, or what one needs into it',
    ])
  })

  test('lets folders rest on each other one way', async () => {
    plantPackage('core/registry', { name: '@tessera/registry' })
    plant('core/registry/src/a/one.ts', `import { two } from '../b/two.ts'\nexport const one = two\n`)
    plant('core/registry/src/b/two.ts', `export const two = 2\n`)
    plant('core/registry/src/b/two.test.ts', `import { one } from '../a/one.ts'\none()\n`)
    await expect(findViolations(root)).resolves.toEqual([])
  })

  test('says when a circle that was left has been opened', async () => {
    plantPackage('core/query', { name: '@tessera/query' })
    plant('core/query/src/compile/one.ts', `import { two } from '../rollup/two.ts'\nexport const one = two\n`)
    plant('core/query/src/rollup/two.ts', `export const two = 2\n`)
    await expect(findViolations(root)).resolves.toEqual([
      'core/query/src: the circle of compile, rollup is open; take it off scripts/boundaries/left-circles.ts',
    ])
  })

  test('refuses a plugin that uses another without requiring it', async () => {
    plantPackage('plugins/a', plugin('a', { '@tessera/plugin-b': 'workspace:*' }))
    plantPackage('plugins/b', plugin('b', {}))
    plant('plugins/a/src/plugin.ts', `export const plugin = { id: 'a', title: 'A' }\n`)
    plant('plugins/a/src/server/index.ts', `import { point } from '@tessera/plugin-b/extend'\nexport const p = point\n`)
    await expect(findViolations(root)).resolves.toEqual([
      "plugins/a: imports @tessera/plugin-b but its contract does not say so; add requires: { 'b': … }",
    ])
  })
})

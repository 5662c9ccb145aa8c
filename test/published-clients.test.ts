import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const names = ['client', 'middleware']
let here: string

/** What a program prints, run where the packages are installed; what it complains of where it fails. */
function run(file: string, ...args: string[]): string {
  try {
    return execFileSync(file, args, { cwd: here, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return stdout + stderr
  }
}

// The packages as a registry would hand them out, beside the frameworks that a service has.
beforeAll(() => {
  here = mkdtempSync(join(tmpdir(), 'tessera-clients-'))
  for (const name of names) {
    const folder = join(root, 'clients', name)
    execFileSync('npx', ['--yes', 'pnpm', 'pack', '--pack-destination', here], { cwd: folder, stdio: 'pipe' })
    const into = join(here, 'node_modules/@tessera', name)
    mkdirSync(into, { recursive: true })
    execFileSync('tar', ['-xzf', join(here, `tessera-${name}-0.1.0.tgz`), '--strip-components=1', '-C', into])
  }
  for (const name of ['fastify', 'express', 'hono', '@hono/node-server', '@types/node', '@types/express']) {
    const link = join(here, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
})

afterAll(() => {
  for (const folder of [here, ...names.map((name) => join(root, 'clients', name, 'dist'))]) {
    rmSync(folder, { recursive: true, force: true })
  }
})

test.each(names)('%s holds what it needs and nothing else', (name) => {
  const folder = join(here, 'node_modules/@tessera', name)
  const files = globSync('**/*.*', { cwd: folder }).toSorted()
  expect(files).toEqual(expect.arrayContaining(['README.md', 'dist/index.d.ts', 'dist/index.js', 'package.json']))
  expect(files.filter((file) => !/^(dist\/.*\.(js|d\.ts)|README\.md|package\.json)$/.test(file))).toEqual([])
  expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toContain('Apache License')
  const { dependencies = {}, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  expect(dependencies).toEqual(name === 'client' ? {} : { '@tessera/client': '^0.1.0' })
  expect(JSON.stringify(exports)).not.toContain('src')
})

test('they run as JavaScript', () => {
  const doors = ['client', 'middleware', 'middleware/fastify', 'middleware/express', 'middleware/hono']
  const code = `for (const door of ${JSON.stringify(doors)}) console.log(...Object.keys(await import('@tessera/' + door)))`
  expect(run(process.execPath, '--input-type=module', '--eval', code).trim().split('\n')).toEqual([
    'TesseraError createClient createRecorder',
    'createNote',
    'fastifyRecorder',
    'expressRecorder',
    'honoRecorder',
  ])
})

test('what the guide shows compiles against them, under the strictest options', () => {
  for (const file of globSync(join(root, 'docs/examples/recording/*.ts'))) {
    writeFileSync(join(here, file.slice(file.lastIndexOf('/') + 1)), readFileSync(file))
  }
  writeFileSync(
    join(here, 'wrong.ts'),
    `import { createClient } from '@tessera/client'
import { expressRecorder } from '@tessera/middleware/express'
// @ts-expect-error the key is missing
createClient({ address: 'https://metrics.example' })
// @ts-expect-error the recorder is missing
expressRecorder({ user: () => 'ada' })
`,
  )
  const options = [
    '--module',
    'nodenext',
    '--noEmit',
    '--allowImportingTsExtensions',
    '--types',
    'node',
    '--skipLibCheck',
  ]
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--target', 'es2023']
  writeFileSync(join(here, 'package.json'), '{ "type": "module" }')
  expect(run(join(root, 'node_modules/.bin/tsc'), ...options, ...strict, ...globSync('*.ts', { cwd: here }))).toBe('')
})

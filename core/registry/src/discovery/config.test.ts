import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installation } from '../../test/installation.ts'
import { loadConfig } from './config.ts'

test('reads the policy of tessera.config.ts', async () => {
  const here = installation()
  here.write('tessera.config.ts', `export default { plugins: { exclude: ['a'], required: ['b'] } }`)
  expect(await loadConfig(here.root)).toEqual({ plugins: { exclude: ['a'], required: ['b'] } })
})

test('without the file there is no policy', async () => {
  expect(await loadConfig(installation().root)).toEqual({})
})

test.each([
  ['an unknown field', `export default { plugins: { requires: ['b'] } }`],
  ['no default export', `export const plugins = {}`],
  ['code that throws', `throw new Error('no luck')`],
])('refuses %s', async (_, text) => {
  const here = installation()
  here.write('tessera.config.ts', text)
  await expect(loadConfig(here.root)).rejects.toMatchObject({ code: 'config_wrong' })
})

test('a mark of UTF-8 and lines of Windows are read; another encoding is refused, naming the line', async () => {
  const here = installation()
  const text = `\uFEFF// größe\r\n\r\nexport default { plugins: { exclude: ['a'] } }\r\n`
  here.write('tessera.config.ts', text)
  expect(await loadConfig(here.root)).toEqual({ plugins: { exclude: ['a'] } })
  const there = installation()
  writeFileSync(join(there.root, 'tessera.config.ts'), Buffer.from(`\n// größe\n${text.slice(1)}`, 'latin1'))
  await expect(loadConfig(there.root)).rejects.toThrow(/tessera.config.ts is wrong: line 2 holds .*save it as UTF-8/)
})

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

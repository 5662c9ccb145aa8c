import { expect, test } from 'vitest'
import { contractPage, doors } from '../scripts/reference/contract-page.ts'
import { readExports } from '../scripts/reference/read-exports.ts'

test('the reference of the contract says what the source says', async () => {
  await expect(await contractPage()).toMatchFileSnapshot('../docs/reference/contract.md')
})

test.each(doors)('every name of $specifier has a sentence', ({ file }) => {
  const names = readExports(file)
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter(({ doc }) => doc === '').map(({ name }) => name)).toEqual([])
})

test('all that a door exports is found, wherever it is declared', async () => {
  const [contract] = doors
  const names = readExports(contract?.file ?? '').map(({ name }) => name)
  const exported = Object.keys(await import('@tessera/plugin-api'))
  expect(exported.filter((name) => !names.includes(name))).toEqual([])
})

import { expect, test } from 'vitest'
import { installation, seenContract, seenFact, seenServer, standing } from '../../test/installation.ts'

test('starts each plugin after those it requires, otherwise by id', async () => {
  const here = installation()
  here.plugin('a', { contract: `requires: { c: '^1.0.0' }` })
  here.plugin('b')
  here.plugin('c', { contract: `requires: { d: '*' }` })
  here.plugin('d')
  const registry = await here.load()
  expect(registry.order).toEqual(['d', 'c', 'a', 'b'])
  expect(registry.statuses().every(({ state }) => state === 'ready')).toBe(true)
})

test('a contract that throws on import is out, and says why; the others are there', async () => {
  const here = installation()
  here.plugin('bad', { head: `throw new Error('no luck')` })
  here.plugin('good')
  const registry = await here.load()
  expect(standing(registry, 'bad')).toBe("failed at import: importing its door '.' failed: no luck; repair the plugin")
  expect(registry.causeOf('bad')).toMatchObject({ message: 'no luck' })
  expect(registry.order).toEqual(['good'])
})

test('a server door that throws on import takes the contract with it', async () => {
  const here = installation()
  here.plugin('bad', { contract: seenContract, serverHead: `throw new Error('no luck')`, server: '' })
  const registry = await here.load()
  expect(standing(registry, 'bad')).toContain("failed at import: importing its door './server' failed: no luck")
  expect(registry.metrics()).toEqual([])
})

test('a door that never finishes importing is given up', async () => {
  const here = installation()
  here.plugin('bad', { head: `await new Promise(() => {})` })
  here.plugin('good')
  const registry = await here.load({ importTimeoutMs: 400 })
  expect(standing(registry, 'bad')).toContain("failed at import: importing its door '.' did not finish within 400 ms")
  expect(standing(registry, 'good')).toContain('ready')
})

test('doors that export the wrong thing are refused', async () => {
  const here = installation()
  here.plugin('nothing', { files: { 'src/plugin.ts': 'export const other = 1' } })
  here.plugin('no-server', { server: '', files: { 'src/server/index.ts': 'export const routes = 1' } })
  const registry = await here.load()
  expect(standing(registry, 'nothing')).toContain("its contract door exports no 'plugin'")
  expect(standing(registry, 'no-server')).toContain('its server door has no default export')
})

test('a plugin whose requirement is missing, too old, broken or nonsense is out at stage requires', async () => {
  const here = installation()
  here.plugin('old', { version: '1.2.0' })
  here.plugin('broken', { head: `throw new Error('x')` })
  here.plugin('mistyped', { manifest: { tessera: { id: 'mistyped', api: 9 } } })
  here.plugin('needs-absent', { contract: `requires: { absent: '^1' }` })
  here.plugin('needs-newer', { contract: `requires: { old: '^2.0.0' }` })
  here.plugin('needs-broken', { contract: `requires: { broken: '*' }` })
  here.plugin('needs-mistyped', { contract: `requires: { mistyped: '*' }` })
  here.plugin('needs-nonsense', { contract: `requires: { old: 'newest' }` })
  here.plugin('needs-dependent', { contract: `requires: { 'needs-broken': '*' }` })
  const registry = await here.load()
  expect(standing(registry, 'needs-absent')).toContain('failed at requires: needs absent (^1), which is not there')
  expect(standing(registry, 'needs-newer')).toContain('failed at requires: needs old ^2.0.0, but 1.2.0 is installed')
  expect(standing(registry, 'needs-broken')).toContain('failed at requires: needs broken, which failed')
  expect(standing(registry, 'needs-mistyped')).toContain('failed at requires: needs mistyped, which failed')
  expect(standing(registry, 'needs-nonsense')).toContain("names 'newest' for plugin 'old', which is no semver range")
  expect(standing(registry, 'needs-dependent')).toContain('failed at requires: needs needs-broken, which failed')
  expect(registry.order).toEqual(['old'])
})

test('plugins that require each other are out with the circle written out', async () => {
  const here = installation()
  here.plugin('a', { contract: `requires: { b: '*' }` })
  here.plugin('b', { contract: `requires: { c: '*' }` })
  here.plugin('c', { contract: `requires: { a: '*' }` })
  here.plugin('d', { contract: `requires: { a: '*' }` })
  here.plugin('e')
  const registry = await here.load()
  for (const id of ['a', 'b', 'c']) expect(registry.statuses().find((s) => s.id === id)?.stage).toBe('requires')
  expect(standing(registry, 'a')).toContain('plugins require each other: a → b → c → a')
  expect(registry.order).toEqual(['e'])
})

test('manifest failures are among the statuses', async () => {
  const here = installation()
  here.plugin('bad', { manifest: { tessera: { id: 'bad', api: 3 } } })
  here.plugin('good', { contract: seenContract, serverHead: seenFact, server: seenServer })
  const registry = await here.load()
  expect(standing(registry, 'bad')).toContain('failed at manifest')
  expect(standing(registry, 'good')).toBe('ready at check')
})

import { join } from 'node:path'
import { discoverPlugins, fixturesOf, loadPlugins } from '@tessera/registry'
import { expect, test } from 'vitest'

test('every plugin in the repository is found, checked and ready, and every provider is offered', async () => {
  const discovery = await discoverPlugins(join(import.meta.dirname, '..'))
  expect(discovery.failures).toEqual([])
  const registry = await loadPlugins(discovery)
  expect(registry.statuses().filter((status) => status.state !== 'ready')).toEqual([])
  const offered = [...registry.contributions.data({ id: 'integrations/providers/v1' }).keys()]
  expect(offered.toSorted()).toEqual(['google', 'linkedin', 'meta', 'microsoft'])
})

test('every live metric of the shipped plugins has a fixture', async () => {
  const registry = await loadPlugins(await discoverPlugins(join(import.meta.dirname, '..')))
  const live = registry.metrics().filter(({ source }) => source !== null)
  const unproven = live.filter(({ info }) => fixturesOf(registry, info.id).length === 0)
  expect(live.length).toBeGreaterThan(20)
  expect(unproven.map(({ info }) => info.id)).toEqual([])
})

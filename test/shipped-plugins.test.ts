import { join } from 'node:path'
import { discoverPlugins, loadPlugins } from '@tessera/registry'
import { expect, test } from 'vitest'

test('every plugin in the repository is found, checked and ready, and every provider is offered', async () => {
  const discovery = await discoverPlugins(join(import.meta.dirname, '..'))
  expect(discovery.failures).toEqual([])
  const registry = await loadPlugins(discovery)
  expect(registry.statuses().filter((status) => status.state !== 'ready')).toEqual([])
  const offered = [...registry.contributions.data({ id: 'integrations/providers/v1' }).keys()]
  expect(offered.toSorted()).toEqual(['google', 'linkedin', 'meta', 'microsoft'])
})

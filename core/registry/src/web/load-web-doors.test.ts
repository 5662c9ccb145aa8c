import { defineWeb } from '@tessera/plugin-api/web'
import { expect, test } from 'vitest'
import { loadWebDoors, type PluginEntry } from './load-web-doors.ts'

const working = (id: string): PluginEntry => ({
  id,
  load: async () => ({ default: defineWeb({ id, title: id }, { pages: {} }) }),
})

test('loads the doors of enabled plugins; one that throws, exports nothing or was not built fails alone', async () => {
  const entries: PluginEntry[] = [
    working('good'),
    working('disabled'),
    { id: 'throws', load: () => Promise.reject(new Error('chunk is gone')) },
    { id: 'empty', load: async () => JSON.parse('{}') },
    { id: 'unbuilt', error: 'src/web.ts cannot be built' },
  ]
  const { doors, failures } = await loadWebDoors(entries, new Set(['good', 'throws', 'empty', 'unbuilt']))
  expect([...doors.keys()]).toEqual(['good'])
  expect(Object.fromEntries(failures)).toEqual({
    throws: 'its web door failed to load: chunk is gone; reload the page, or repair the plugin',
    empty: 'its web door has no default export; write export default defineWeb(plugin, { … })',
    unbuilt: 'src/web.ts cannot be built',
  })
})

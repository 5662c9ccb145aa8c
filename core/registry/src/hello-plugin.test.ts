import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installation, standing } from '../test/installation.ts'
import { startPlugins } from './index.ts'

test('the example plugin, copied into plugins/, is there with its metric and dashboard', async () => {
  const here = installation()
  const example = join(import.meta.dirname, '../../../docs/examples/hello-plugin')
  cpSync(example, join(here.root, 'plugins/hello'), { recursive: true })
  const registry = await here.load()
  await startPlugins(registry, { migrate: async () => {} })
  expect(standing(registry, 'hello')).toBe('ready at run')
  expect(registry.metric('hello.greetings')).toMatchObject({
    info: { title: 'Greetings', dimensions: ['hello.language', 'core.weekday', 'core.hour_of_day'] },
    source: { kind: 'count', fact: { table: 'core.events' } },
  })
  expect(registry.dashboards(new Set(['hello']))).toMatchObject([
    { id: 'hello.overview', spec: { cards: [{ panel: 'hello.by_language' }] } },
  ])
  expect(registry.panel('hello.by_language')).toMatchObject({ missing: [] })
})

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installation } from '../../test/installation.ts'
import { pluginOfCurrentCall, runAs } from './run-as.ts'

test('what runs as a plugin is known to be its, and nothing else is', async () => {
  const later = await runAs('sales', async () => {
    await new Promise((resolve) => setImmediate(resolve))
    return pluginOfCurrentCall()
  })
  expect(later).toBe('sales')
  expect(pluginOfCurrentCall()).toBeUndefined()
})

test('a forgotten promise is traced to the plugin whose init made it', () => {
  const here = installation()
  here.plugin('careless', {
    server: `init: () => { setTimeout(async () => { throw new Error('forgotten') }, 1) }`,
  })
  here.plugin('careful', { server: `init: () => {}` })
  // A process of its own: in this one the test runner listens for unhandled rejections, and would report them.
  const program = here.write(
    'program.ts',
    `import { discoverPlugins, loadPlugins, pluginOfCurrentCall, startPlugins, statusReport } from '${join(import.meta.dirname, '../index.ts')}'
     const registry = await loadPlugins(await discoverPlugins(import.meta.dirname))
     process.on('unhandledRejection', (error) => {
       registry.degrade(pluginOfCurrentCall() ?? 'nobody', 'run', error)
       console.log(statusReport(registry.statuses()))
     })
     await startPlugins(registry, { migrate: async () => {} })`,
  )
  const printed = execFileSync(process.execPath, [program], { encoding: 'utf8' })
  expect(printed).toContain('careless 1.0.0: degraded at run — forgotten')
  expect(printed).toContain('careful 1.0.0: ready at run')
})

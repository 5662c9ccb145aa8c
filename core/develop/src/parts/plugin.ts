import type { Draft } from '../draft.ts'
import { titleOf } from '../names.ts'
import { shared, targetOf, type TargetPlugin } from '../target-plugin.ts'

/** A plugin that declares nothing yet, with the test every plugin has. */
export function addPlugin(draft: Draft, id: string): TargetPlugin {
  const dir = `plugins/${id}`
  const title = titleOf(id)
  const contract = `${dir}/src/plugin.ts`
  const server = `${dir}/src/server/index.ts`
  draft.add(`${dir}/package.json`, packageOf(id))
  draft.add(`${dir}/README.md`, `# ${title}\n\nSay in one sentence what this plugin is for.\n`)
  draft.add(
    contract,
    `import { definePlugin } from '@tessera/plugin-api'

/** What the plugin offers: data only, the same in server and browser. */
export const plugin = definePlugin({
  id: '${id}',
  title: '${title}',
})
`,
  )
  draft.add(
    server,
    `import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'

export default defineServer(plugin, {})
`,
  )
  draft.add(
    `${dir}/src/plugin.test.ts`,
    `import { conformance } from '@tessera/test-kit'
import server from './server/index.ts'

conformance(server)
`,
  )
  return targetOf({ id, dir, contract, server, web: null }, { id, title })
}

/** The package.json of a plugin with a contract and a server door. */
function packageOf(id: string): string {
  return JSON.stringify({
    name: `@tessera/plugin-${id}`,
    version: '0.1.0',
    private: true,
    type: 'module',
    tessera: { id, api: 1 },
    exports: {
      '.': './src/plugin.ts',
      './server': { browser: './server-code-must-not-reach-the-browser.js', default: './src/server/index.ts' },
    },
    peerDependencies: { '@tessera/plugin-api': shared['@tessera/plugin-api'] },
    devDependencies: { '@tessera/test-kit': 'workspace:*' },
  })
}

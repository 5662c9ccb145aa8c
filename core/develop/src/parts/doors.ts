import type { Draft } from '../draft.ts'
import { addToPackage, importPath, type TargetPlugin } from '../target-plugin.ts'

/** The file of the server door, made where the plugin has none. */
export function serverDoor(draft: Draft, plugin: TargetPlugin): string {
  const file = plugin.server ?? `${plugin.dir}/src/server/index.ts`
  if (plugin.server === null && draft.read(file) === undefined) {
    draft.add(
      file,
      `import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '${importPath(file, plugin.contract)}'

export default defineServer(plugin, {})
`,
    )
    const target = { browser: './server-code-must-not-reach-the-browser.js', default: './src/server/index.ts' }
    addToPackage(draft, plugin, { door: ['./server', target] })
  }
  return file
}

/** The file of the web door, made where the plugin has none. */
export function webDoor(draft: Draft, plugin: TargetPlugin): string {
  const file = plugin.web ?? `${plugin.dir}/src/web/index.ts`
  if (plugin.web === null && draft.read(file) === undefined) {
    draft.add(
      file,
      `import { defineWeb } from '@tessera/plugin-api/web'
import { plugin } from '${importPath(file, plugin.contract)}'

export default defineWeb(plugin, {})
`,
    )
    addToPackage(draft, plugin, { door: ['./web', './src/web/index.ts'], shares: ['react'] })
  }
  return file
}

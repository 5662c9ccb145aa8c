import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildHost } from '../../server/src/start/build-host.ts'
import { makeInstallation } from '../e2e/installation.ts'
import { startProduct, type Product } from '../e2e/product.ts'
import { root } from '../e2e/root.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the files of this run ask for the address of the product they share. */
    readonly sharedProduct: string
  }
}

const examples = ['quotas-plugin', 'crm-plugin', 'rhythm'].map((name) => join(root, 'docs/examples', name))
const fixtures = ['letters', 'view-user', 'estimates'].map((name) => join(root, 'test/e2e/fixtures', name))
/** Plugins of that product; who starts one of its own with them finds its pages built. */
export const sharedPlugins = Object.fromEntries(
  [...examples, ...fixtures].map((folder) => [
    folder.slice(folder.lastIndexOf('/') + 1).replace(/-plugin$/, ''),
    folder,
  ]),
)

/** Builds its pages, which the first who asks for it would wait for. */
export async function prepareSharedPages(): Promise<void> {
  const installation = makeInstallation()
  try {
    for (const [name, source] of Object.entries(sharedPlugins)) installation.add(source, name)
    await buildHost(installation.root, { building: () => {}, old: () => {} })
  } finally {
    installation.remove()
  }
}

/**
 * Keeps one product, with the plugins of several files of tests, for those that can do with it: starting one and building its pages
 * takes longer than most of them. It starts when it is first asked for and ends with the run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<Product> | null = null
  const door = createServer((_, answer) => {
    starting ??= startProduct({ plugins: sharedPlugins })
    starting.then(
      ({ address, dataDir }) => answer.end(JSON.stringify({ address, dataDir })),
      (error: unknown) => answer.writeHead(500).end(String(error)),
    )
  }).listen(0, '127.0.0.1')
  await once(door, 'listening')
  project.provide('sharedProduct', `http://127.0.0.1:${(door.address() as AddressInfo).port}`)
  return async () => {
    door.close()
    const product = await starting?.catch(() => null)
    await product?.stop()
    product?.remove()
  }
}

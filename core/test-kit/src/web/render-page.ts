import { provideClient, provideLive, type PageProps, type WebDoor } from '@tessera/plugin-api/web'
import { matchPage } from '@tessera/registry'
import { readAllSettings, settingsOf } from '@tessera/settings'
import type { PageHost, TimeScope } from '@tessera/ui/page'
import type { ComponentType } from 'react'
import { kitErrors } from '../errors.ts'
import type { TestCaller } from '../host/call-procedure.ts'
import type { TestHost } from '../host/test-host.ts'
import type { TestTenant } from '../host/test-tenants.ts'
import { openWindow } from './browser-globals.ts'
import { hostClient } from './host-client.ts'
import { pageHost } from './page-host.tsx'
import { readPage, type ReadPage } from './read-page.ts'

/** A page of a plugin, as somebody opens it. */
export interface OpenedPage {
  /** The plugin's web door. */
  readonly door: WebDoor
  /** Address below the plugin's place: `deals/17`. */
  readonly path: string
  readonly tenant: TestTenant
  /** Ids of the rights held; all there are when left out. */
  readonly rights?: readonly string[]
  /** Time scope other than the last 30 days of the tenant. */
  readonly time?: Partial<TimeScope>
}

/**
 * Draws a page of a plugin in a DOM, with the answers of a test host: procedures through their gates, metrics, settings, rights. Topics stay
 * silent: nothing carries news here. Refuses with `page_unknown`, and with `page_refused` where the person lacks the page's right.
 */
export async function renderPage(host: TestHost, opened: OpenedPage): Promise<ReadPage> {
  const { door, path, tenant } = opened
  const caller: TestCaller = { tenant, ...(opened.rights ? { scopes: opened.rights } : {}) }
  const rights = new Set(opened.rights ?? host.registry.rights(new Set(host.registry.order)).map(({ id }) => id))
  const found = matchPage(host.registry.pages(new Set([door.plugin])), path.split('/').map(decodeURIComponent))
  const load = found && door.pages?.[found.page.name]
  if (!found || !load) throw kitErrors('page_unknown', { plugin: door.plugin, path })
  if (!rights.has(found.page.needs)) throw kitErrors('page_refused', { right: found.page.needs })
  const { close } = openWindow(`http://tessera.test/t/${tenant.slug}/p/${door.plugin}/${path}`)
  provideClient(hostClient(host, caller))
  provideLive(() => () => {})
  const settings = await settingsIn(host, tenant)
  // why: React looks for a window when it is loaded
  const [{ drawPage }, { default: Component }] = await Promise.all([import('./draw-page.tsx'), load()])
  const drawn = await drawPage({
    host: pageHost(host, { tenant, rights, settings, time: opened.time ?? {} }),
    Component: Component as unknown as ComponentType<PageProps>,
    params: found.params,
  })
  return readPage(drawn, close)
}

async function settingsIn({ registry, database }: TestHost, tenant: TestTenant): Promise<PageHost['settings']> {
  const stored = await readAllSettings(database.owner, tenant.id)
  return Object.fromEntries(registry.plugins().map(({ id, contract }) => [id, settingsOf(contract, stored[id] ?? {})]))
}

import { isBuiltIn } from '@tessera/plugin-api'
import type { ViewDrawing, WebDoor } from '@tessera/plugin-api/web'
import type { Frame } from '@tessera/plugin-api/wire'
import { panelQuery, trendQuery } from '@tessera/registry/web'
import { builtInDrawing } from '@tessera/ui'
import type { TimeScope } from '@tessera/ui/page'
import { kitErrors } from '../errors.ts'
import type { TestHost } from '../host/test-host.ts'
import type { TestTenant } from '../host/test-tenants.ts'
import { openWindow } from './browser-globals.ts'
import { pageHost, testTime } from './page-host.tsx'
import { readPage, type ReadPage } from './read-page.ts'

/** A panel of a plugin, as it stands on a dashboard. */
export interface OpenedPanel {
  /** Full id. */
  readonly panel: string
  readonly tenant: TestTenant
  /** Web door of the plugin whose view draws it; views every host has need none. */
  readonly door?: WebDoor
  /** Answers to draw instead of those of the host. */
  readonly frame?: Frame
  readonly trend?: Frame
  /** Time scope other than the last 30 days of the tenant. */
  readonly time?: Partial<TimeScope>
  /** Pixels; 560 by 260 when left out. */
  readonly size?: { readonly width: number; readonly height: number }
}

/**
 * Draws a panel in a DOM, with the figures that a test host answers or with a frame at hand. Refuses with `panel_unknown`, and as questions
 * are refused.
 */
export async function renderPanel(host: TestHost, opened: OpenedPanel): Promise<ReadPage> {
  const { panel: id, tenant, door, size = { width: 560, height: 260 } } = opened
  const found = host.registry.panel(id, new Set(host.registry.order))
  if (!found || !('spec' in found) || found.missing.length > 0) throw kitErrors('panel_unknown', { panel: id })
  const { spec, shape } = found
  const asked = { ...spec, shape }
  const time = testTime(tenant, opened.time)
  const course = trendQuery(asked, time)
  const frame = opened.frame ?? (await host.query(tenant, panelQuery(asked, time)))
  const usualTrend = opened.frame === undefined && course !== null ? await host.query(tenant, course) : undefined
  const trend = opened.trend ?? usualTrend
  const { close } = openWindow(`http://tessera.test/t/${tenant.slug}`)
  // why: React looks for a window when it is loaded
  const [{ drawPage }, { panelToDraw }] = await Promise.all([import('./draw-page.tsx'), import('./panel-to-draw.tsx')])
  const drawing = isBuiltIn(spec.view) ? await builtInDrawing(spec.view) : await drawingOf(spec.view, door)
  const { title, subtitle, view, options } = spec
  const drawn = await drawPage({
    host: pageHost(host, { tenant, rights: new Set(), settings: {}, time }),
    Component: panelToDraw({ title, subtitle, view, drawing, options, frame, trend, ...size }),
    params: {},
  })
  return readPage(drawn, close)
}

async function drawingOf(view: string, door: WebDoor | undefined): Promise<ViewDrawing | undefined> {
  const dot = view.indexOf('.')
  if (door?.plugin !== view.slice(0, dot)) return undefined
  return (await door.views?.[view.slice(dot + 1)]?.())?.default
}

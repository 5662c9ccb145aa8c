import type { DashboardSpec } from '@tessera/plugin-api'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { fullId, gridColumns, pluginOf } from '../model/ids.ts'
import { panelDimensions, panelMetrics, resolvePanelSpec } from '../model/resolve-panel.ts'
import { viewId } from '../model/views.ts'
import { checkDimensionExists } from './check-metrics.ts'
import { checkCards } from './check-cards.ts'
import { checkPanel } from './check-panel.ts'
import { checkSegmentExists } from './check-segments.ts'
import { checkTarget } from './check-target.ts'
import { viewOfPanel } from './check-views.ts'
import { clockDimensionsOf } from '../model/leaves.ts'
import type { World } from '../model/world.ts'

/** Checks what a plugin's panels, dashboards and alerts refer to. Throws the first thing wrong. */
export function checkBoards(plugin: LoadedPlugin, world: World): void {
  const { id, contract } = plugin
  for (const [name, raw] of Object.entries(contract.panels ?? {})) {
    const view = { id: viewId(fullId(id, name), raw), spec: viewOfPanel(plugin, name, world) }
    const spec = resolvePanelSpec(id, raw, view)
    const use = { metrics: panelMetrics(spec, view.spec), dimensions: panelDimensions(spec) }
    checkUse(`panel '${name}'`, use, world)
    for (const segment of spec.query.segments ?? []) checkSegmentExists(`panel '${name}'`, segment, world)
    checkPanel(name, { ...spec, shape: view.spec }, world.viewsOf([id, ...Object.keys(contract.requires ?? {})]))
  }
  for (const [name, alert] of Object.entries(contract.alerts ?? {})) {
    const where = `alert '${name}'`
    checkTarget(`the condition 'when' of ${where}`, alert.when)
    const dimensions = (alert.by ?? []).map((dimension) => fullId(id, dimension))
    checkUse(where, { metrics: [fullId(id, alert.metric)], dimensions }, world)
  }
  for (const [name, dashboard] of Object.entries(contract.dashboards ?? {})) {
    for (const card of dashboard.cards) {
      const panel = fullId(id, card.panel)
      if (world.panel(panel) !== undefined) continue
      throw registryErrors('panel_unknown', { dashboard: name, panel, plugin: pluginOf(panel) })
    }
    checkGrid(name, dashboard.cards)
    checkCards(
      name,
      dashboard.cards.map((card) => ({ ...card, panel: fullId(id, card.panel) })),
      world,
    )
  }
}

function checkUse(
  where: string,
  use: { metrics: readonly string[]; dimensions: readonly string[] },
  world: World,
): void {
  for (const dimension of use.dimensions) checkDimensionExists(where, dimension, world)
  for (const metric of use.metrics) {
    const spec = world.metric(metric)
    const plugin = pluginOf(metric)
    if (spec === undefined) throw registryErrors('metric_unknown', { where, metric, plugin })
    // Nobody can say what a metric of an absent plugin may be broken down by; the panel will be marked as missing it.
    if (spec === null) continue
    const listed = new Set([
      ...(spec.dimensions ?? []).map((dimension) => fullId(plugin, dimension)),
      ...clockDimensionsOf(metric, world),
    ])
    const dimension = use.dimensions.find((candidate) => !listed.has(candidate))
    if (dimension) throw registryErrors('dimension_not_listed', { where, dimension, metric })
  }
}

/** Refuses cards outside the grid and cards that overlap. */
export function checkGrid(dashboard: string, cards: DashboardSpec['cards']): void {
  for (const { panel, x, y, w, h } of cards) {
    const whole = [x, y, w, h].every(Number.isInteger)
    if (whole && x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= gridColumns) continue
    throw registryErrors('card_outside', { dashboard, panel, columns: gridColumns })
  }
  cards.forEach((a, index) => {
    const b = cards
      .slice(index + 1)
      .find((other) => a.x < other.x + other.w && other.x < a.x + a.w && a.y < other.y + other.h && other.y < a.y + a.h)
    if (b) throw registryErrors('cards_overlap', { dashboard, first: a.panel, second: b.panel })
  })
}

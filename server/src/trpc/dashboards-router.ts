import type { PanelSpec, ViewShape } from '@tessera/plugin-api'
import { trpc } from '@tessera/plugin-api/server'
import type { Range } from '@tessera/plugin-api/wire'
import { leftOutPhrases, pluginOf } from '@tessera/registry'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import type { Services } from '../services.ts'
import { firstEventOf, type FirstEvent } from './first-event.ts'
import { procedureFor } from './procedures.ts'

/** A panel with every name written out as an id, and what its view is. */
export type PanelDocument = PanelSpec & {
  readonly id: string
  readonly plugin: string
  readonly shape: ViewShape
  /** What of its metrics is left out and why, a short phrase each. */
  readonly without?: readonly string[]
}

/** A place on the grid with its panel, or with the reason why it has none. */
export interface DashboardCard {
  readonly panelId: string
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly panel: PanelDocument | null
  readonly missing: CardGap | null
}

/** Why a card has no panel, and the title that it has otherwise. */
interface CardGap {
  readonly title: string
  readonly code: string
  readonly plugin: string
  readonly message: string
}

export interface DashboardEntry {
  readonly id: string
  readonly plugin: string
  readonly title: string
  readonly description: string
  /** Short address that leads to it; null where it has none. */
  readonly address: string | null
}

export interface DashboardDocument extends DashboardEntry {
  readonly revision: number
  readonly range: Range | null
  readonly cards: readonly DashboardCard[]
  /** What a tenant without data may send first; null where no plugin of these figures tells of an event. */
  readonly firstEvent: FirstEvent | null
}

/** Dashboards of the plugins a tenant has enabled, as their plugins ship them. */
export function dashboardsRouter(services: Services) {
  const { registry } = services
  const gap = (plugin: string, forAdmin: boolean) => {
    const failed = registry.statuses().find((status) => status.id === plugin && status.state === 'failed')
    const why = forAdmin ? `: ${failed?.error}` : '; an admin reads why under Plugins'
    if (failed) return { code: 'plugin_failed', plugin, message: `plugin '${plugin}' does not run${why}` }
    const installed = registry.plugin(plugin)
    if (!installed)
      return { code: 'plugin_missing', plugin, message: `this needs plugin '${plugin}', which is not installed` }
    return { code: 'plugin_disabled', plugin, message: `${installed.contract.title} is off` }
  }
  const titleOf = (panelId: string) => {
    const panel = registry.panel(panelId)
    return panel && 'spec' in panel ? panel.spec.title : panelId
  }
  return trpc.router({
    list: procedureFor('metrics:read').query(({ ctx }): readonly DashboardEntry[] =>
      registry.dashboards(ctx.plugins).map(({ id, plugin, spec }) => {
        return { id, plugin, title: spec.title, description: spec.description ?? '', address: spec.address ?? null }
      }),
    ),
    get: procedureFor('metrics:read')
      .input(z.strictObject({ id: z.string().max(200) }))
      .query(({ ctx, input }): DashboardDocument => {
        const found = registry.dashboard(input.id, ctx.plugins)
        if (!found) throw serverErrors('dashboard_unknown', { dashboard: input.id })
        const { id, plugin, spec } = found
        const cards = spec.cards.map((card): DashboardCard => {
          const { panel: panelId, x, y, w, h } = card
          const panel = registry.panel(panelId, ctx.plugins)
          const place = { panelId, x, y, w, h }
          if (panel && 'spec' in panel && panel.missing.length === 0) {
            const { spec: asked, shape, plugin: owner } = panel
            const without = leftOutPhrases(registry, panel)
            return { ...place, panel: { ...asked, id: panelId, plugin: owner, shape, without }, missing: null }
          }
          const lacking = panel && 'spec' in panel ? (panel.missing[0] ?? panel.plugin) : (panel?.missing ?? plugin)
          return {
            ...place,
            panel: null,
            missing: { title: titleOf(panelId), ...gap(lacking, ctx.scopes.has('admin')) },
          }
        })
        const { title, description = '', revision, range = null, address = null } = spec
        const sources = cards.flatMap(({ panel }) =>
          panel ? [panel.plugin, ...panel.query.metrics.map(pluginOf)] : [],
        )
        const firstEvent = firstEventOf(registry, [plugin, ...sources])
        return { id, plugin, title, description, address, revision, range, cards, firstEvent }
      }),
  })
}

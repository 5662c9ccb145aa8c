import type { DashboardEntry } from '../api/dashboard-document.ts'

/** Dashboards of one domain. */
export interface DashboardGroup {
  readonly plugin: string
  readonly title: string
  readonly dashboards: readonly DashboardEntry[]
}

/** Groups dashboards by their plugin, in the order plugins are given; plugins without dashboards are left out. */
export function byPlugin(
  dashboards: readonly DashboardEntry[],
  plugins: readonly { readonly id: string; readonly title: string }[],
): readonly DashboardGroup[] {
  const titles = new Map(plugins.map(({ id, title }) => [id, title]))
  const order = [...new Set([...titles.keys(), ...dashboards.map(({ plugin }) => plugin)])]
  return order
    .map((plugin) => ({
      plugin,
      title: titles.get(plugin) ?? plugin,
      dashboards: dashboards.filter((dashboard) => dashboard.plugin === plugin),
    }))
    .filter((group) => group.dashboards.length > 0)
}

import { domains, type Domain } from '@tessera/plugin-api'

interface Plugin {
  readonly id: string
  readonly title: string
  readonly domain: Domain | null
}

/** What navigation shows under one heading. */
export interface DomainGroup<Dashboard, Page> {
  readonly key: string
  readonly title: string
  readonly dashboards: readonly Dashboard[]
  readonly pages: readonly Page[]
}

/** Heading of a plugin: its part of the business, or the plugin itself where it names none. */
export function groupOf(plugin: string, plugins: readonly Plugin[]): { readonly key: string; readonly title: string } {
  const { title = plugin, domain = null } = plugins.find(({ id }) => id === plugin) ?? {}
  // why: no id of a plugin has an underscore or a colon, so none is taken for a part of the business
  return domain === null ? { key: `plugin:${plugin}`, title } : { key: domain, title: domains[domain] }
}

/**
 * Groups dashboards and pages by part of the business, in the order of `domains`; plugins that name none follow in the order they
 * are given. Pages stand by their place; those without one, and groups without anything, are left out.
 */
export function byDomain<
  Dashboard extends { readonly plugin: string },
  Page extends { readonly plugin: string; readonly order: number | null },
>(
  shown: { readonly dashboards: readonly Dashboard[]; readonly pages: readonly Page[] },
  plugins: readonly Plugin[],
): readonly DomainGroup<Dashboard, Page>[] {
  const placed = shown.pages.filter(({ order }) => order !== null).toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
  const owners = [...plugins.map(({ id }) => id), ...shown.dashboards.map(({ plugin }) => plugin)]
  const titles = new Map(owners.map((id) => groupOf(id, plugins)).map(({ key, title }) => [key, title]))
  const keys = [...Object.keys(domains).filter((key) => titles.has(key)), ...titles.keys()]
  const belongs = (key: string) => (item: { readonly plugin: string }) => groupOf(item.plugin, plugins).key === key
  return [...new Set(keys)]
    .map((key) => ({
      key,
      title: titles.get(key) ?? key,
      dashboards: shown.dashboards.filter(belongs(key)),
      pages: placed.filter(belongs(key)),
    }))
    .filter(({ dashboards, pages }) => dashboards.length + pages.length > 0)
}

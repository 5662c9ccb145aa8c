import { rightId, type Icon } from '@tessera/plugin-api'
import type { PluginSet } from './plugin-set.ts'

/** A page of a plugin, with every name in full. */
export interface ResolvedPage {
  /** As `sales.deals`. */
  readonly id: string
  readonly plugin: string
  /** Its name in the contract, and of its loader in the web door. */
  readonly name: string
  readonly title: string
  /** Below `/p/<plugin>/`. */
  readonly path: string
  readonly icon: Icon | null
  /** Place in navigation; null for a page that is not there. */
  readonly order: number | null
  /** Id of the right one needs to see it. */
  readonly needs: string
}

/** Pages of plugins, seen live. */
export interface PageBook {
  /** Pages of running plugins, in start order; with a set of plugins, of those alone. */
  readonly pages: (enabled?: ReadonlySet<string>) => readonly ResolvedPage[]
}

/** Reads pages live from the plugins' contracts. */
export function createPageBook(set: PluginSet): PageBook {
  return {
    pages: (enabled) =>
      set.plugins().flatMap(({ id: plugin, contract }) =>
        enabled && !enabled.has(plugin)
          ? []
          : Object.entries(contract.pages ?? {}).map(([name, { title, path, icon = null, nav, needs }]) => ({
              id: `${plugin}.${name}`,
              plugin,
              name,
              title,
              path,
              icon,
              order: nav?.order ?? null,
              needs: rightId(plugin, needs ?? 'metrics:read'),
            })),
      ),
  }
}

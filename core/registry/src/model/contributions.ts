import type { ExtensionPoint, ExtensionPointId } from '@tessera/plugin-api'
import type { Contributions } from '@tessera/plugin-api/server'
import { freeze } from '@tessera/plugin-api'
import type { z } from 'zod'
import { reasonOf, registryErrors } from '../errors.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'
import { LiveMap } from './live-map.ts'
import type { PluginSet } from './plugin-set.ts'
import { wishedBy } from './requirements.ts'

interface Entry {
  readonly point: string
  readonly key: string
  readonly from: string
  readonly value: unknown
}

/** What plugins added to extension points, seen live. */
export interface ContributionBook {
  /** All contributions of running plugins. */
  readonly contributions: Contributions
  /** Those of plugins a tenant has enabled. */
  readonly contributionsFor: (enabled: ReadonlySet<string>) => Contributions
}

type Point = ExtensionPoint<ExtensionPointId, z.ZodType, never>

const ownerOf = (point: string) => point.slice(0, point.indexOf('/'))

/** Gathers the contributions of all running plugins. A wrong one is left out alone and its plugin degraded. */
export function gatherContributions(set: PluginSet): ContributionBook {
  const data: Entry[] = []
  const server: Entry[] = []
  for (const plugin of set.plugins()) {
    const from = plugin.id
    const attempt = (given: { readonly point: string; readonly key: string }, add: () => string | null) => {
      let reason: string | null
      try {
        reason = add()
      } catch (error) {
        reason = reasonOf(error)
      }
      if (reason === null) return
      const { point = 'an extension point', key = '' } = Object(given)
      set.degrade(from, 'check', registryErrors('contribution_wrong', { point, key, reason }))
    }
    for (const given of plugin.contract.contributes ?? []) {
      attempt(given, () => {
        const { point, key } = given
        const owner = ownerOf(point)
        if (wishedBy(plugin.contract).includes(owner) && !set.plugin(owner)) return null
        const offered = offeredPoint(set, plugin, point)
        if (typeof offered === 'string') return offered
        const holder = data.find((entry) => entry.point === point && entry.key === key)
        if (holder) return `'${holder.from}' contributed under that key already`
        const parsed = offered.schema.safeParse(given.data)
        if (!parsed.success) return issuesOf(parsed.error)
        data.push({ point, key, from, value: freeze(parsed.data) })
        return null
      })
    }
    for (const given of plugin.server?.contributions ?? []) {
      attempt(given, () => {
        const { point, key } = given
        const owner = ownerOf(point)
        if (wishedBy(plugin.contract).includes(owner) && !set.plugin(owner)) return null
        const mine = data.some((entry) => entry.point === point && entry.key === key && entry.from === from)
        if (!mine) return 'its server part stands alone; contribute data under the same key in the contract'
        server.push({ point, key, from, value: given.server })
        return null
      })
    }
  }
  const view = (enabled?: ReadonlySet<string>): Contributions => {
    // A contribution may outlive the point's owner where that is optional: then nobody asks for it.
    const seen = ({ from }: Entry) => set.plugin(from) !== undefined && (enabled?.has(from) ?? true)
    const live = (entries: readonly Entry[], point: string, field: 'data' | 'server') =>
      new LiveMap(() => {
        const found = entries.filter((entry) => entry.point === point && seen(entry))
        return new Map(found.map(({ key, from, value }) => [key, { from, [field]: value }]))
      })
    // The point's schema has checked the data; only the names of the types are lost on the way.
    return {
      data: (point) => live(data, point.id, 'data') as never,
      server: (point) => live(server, point.id, 'server') as never,
    }
  }
  return { contributions: view(), contributionsFor: view }
}

/** The point a plugin contributes to, or why it may not. */
function offeredPoint(set: PluginSet, plugin: LoadedPlugin, id: string): Point | string {
  const owner = ownerOf(id)
  if (owner !== plugin.id && plugin.contract.requires?.[owner] === undefined) {
    return `the point belongs to plugin '${owner}', which this plugin does not require; add '${owner}' to requires`
  }
  const point = set.plugin(owner)?.contract.extensionPoints?.find((offered) => offered.id === id)
  return point ?? `plugin '${owner}' offers no such extension point`
}

const issuesOf = (error: z.ZodError) =>
  error.issues.map((issue) => `${issue.path.join('.') || 'data'}: ${issue.message}`).join(', ')

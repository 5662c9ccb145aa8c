import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { builtInViews } from '@tessera/plugin-api'
import { discoverPlugins, fixturesOf, loadPlugins, type Registry } from '@tessera/registry'
import { z } from 'zod'
import type { References } from '../../../docs/requirements/requirement.ts'

/** What there is in an installation, to judge whether something that is referred to exists. */
export interface KnownNames {
  readonly has: (kind: keyof References, name: string) => boolean
  /** Worked examples of a metric. */
  readonly fixtures: (metric: string) => number
  /** Metrics that wait for a plugin to supply them. */
  readonly needsSource: (metric: string) => boolean
}

const served = z.object({
  operations: z.array(z.string()),
  procedures: z.array(z.string()),
  commands: z.array(z.string()),
  views: z.array(z.string()),
})

/** What the server offers. Nothing imports the server, so it says so itself. */
function askServer(root: string): z.infer<typeof served> {
  const file = join(root, 'server/fixtures/print-names.ts')
  return served.parse(JSON.parse(execFileSync(process.execPath, [file, root], { encoding: 'utf8' })))
}

/** Names under one field of the contracts, with the plugin before each. */
function ofContracts(registry: Registry, field: string): string[] {
  return registry
    .plugins()
    .flatMap(({ id, contract }) =>
      Object.keys(Object(Reflect.get(contract, field)) as object).map((name) => `${id}.${name}`),
    )
}

function settingsOf(registry: Registry): string[] {
  return registry
    .plugins()
    .flatMap(({ id, contract: { settings } }) =>
      settings ? Object.keys(settings.shape as object).map((name) => `${id}.${name}`) : [],
    )
}

/** Reads the plugins of a repository and what its server offers. */
export async function knownNames(root: string): Promise<KnownNames> {
  const registry = await loadPlugins(await discoverPlugins(root))
  const { operations, procedures, commands, views } = askServer(root)
  const addresses = registry
    .plugins()
    .flatMap(({ contract }) => Object.values(contract.dashboards ?? {}).flatMap(({ address }) => address ?? []))
  const metrics = new Map(registry.metrics().map((metric) => [metric.info.id, metric]))
  const lists: Readonly<Record<Exclude<keyof References, 'guides'>, readonly string[]>> = {
    metrics: [...metrics.keys()],
    panels: ofContracts(registry, 'panels'),
    dashboards: ofContracts(registry, 'dashboards'),
    addresses,
    pages: ofContracts(registry, 'pages'),
    rest: operations,
    procedures,
    views,
    commands,
    settings: settingsOf(registry),
    tables: ofContracts(registry, 'tables'),
    jobs: ofContracts(registry, 'jobs'),
    topics: [...ofContracts(registry, 'topics'), 'metrics.changed', 'settings.changed'],
    webhooks: ofContracts(registry, 'webhooks'),
    charts: Object.keys(builtInViews),
  }
  return {
    has: (kind, name) => (kind === 'guides' ? existsSync(join(root, name)) : lists[kind].includes(name)),
    fixtures: (metric) => fixturesOf(registry, metric).length,
    needsSource: (metric) => metrics.get(metric)?.source == null,
  }
}

import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtInViews } from '@tessera/plugin-api'
import { discoverPlugins, fixturesOf, fullId, loadPlugins, type Registry } from '@tessera/registry'
import { z } from 'zod'
import { readExports } from '../read-exports.ts'
import type { References } from '../../../docs/requirements/requirement.ts'

/** What there is in an installation, to judge whether something that is referred to exists. */
export interface KnownNames {
  readonly has: (kind: keyof References, name: string) => boolean
  /** Metrics that a panel asks for, by full id. */
  readonly shownBy: (panel: string) => readonly string[]
  /** Whether a metric has a worked example. */
  readonly hasFixture: (metric: string) => boolean
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
      settings ? Object.keys(Object(settings).shape as object).map((name) => `${id}.${name}`) : [],
    )
}

/** Metrics of panels, by full ids. */
function metricsOfPanels(registry: Registry): ReadonlyMap<string, readonly string[]> {
  return new Map(
    registry.plugins().flatMap(({ id, contract }) =>
      Object.entries(contract.panels ?? {}).map(([name, { query }]) => {
        const metrics: readonly string[] = Object(query).metrics ?? []
        return [`${id}.${name}`, metrics.map((metric) => fullId(id, metric))] as const
      }),
    ),
  )
}

/** Packages that other services take along. */
function packagesOf(root: string): string[] {
  const named = z.object({ name: z.string() })
  return globSync('clients/*/package.json', { cwd: root }).map(
    (file) => named.parse(JSON.parse(readFileSync(join(root, file), 'utf8'))).name,
  )
}

/** Calls of the client package. */
function callsOf(root: string): string[] {
  const client = readExports(join(root, 'clients/client/src/index.ts')).find(({ name }) => name === 'Client')
  return [...(client?.code ?? '').matchAll(/readonly (\w+): \(/g)].flatMap(([, name]) => name ?? [])
}

/** Reads the plugins of a repository and what its server offers. */
export async function knownNames(root: string): Promise<KnownNames> {
  const registry = await loadPlugins(await discoverPlugins(root))
  const { operations, procedures, commands, views } = askServer(root)
  const addresses = registry
    .plugins()
    .flatMap(({ contract }) => Object.values(contract.dashboards ?? {}).flatMap(({ address }) => address ?? []))
  const panels = metricsOfPanels(registry)
  const lists: Readonly<Record<Exclude<keyof References, 'guides'>, readonly string[]>> = {
    metrics: registry.metrics().map(({ info }) => info.id),
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
    packages: packagesOf(root),
    calls: callsOf(root),
    charts: Object.keys(builtInViews),
  }
  return {
    has: (kind, name) => (kind === 'guides' ? existsSync(join(root, name)) : lists[kind].includes(name)),
    shownBy: (panel) => panels.get(panel) ?? [],
    hasFixture: (metric) => fixturesOf(registry, metric).length > 0,
  }
}

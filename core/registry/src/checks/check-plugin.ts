import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { checkBoards } from './check-boards.ts'
import { checkEvents } from './check-events.ts'
import { checkFields } from './check-fields.ts'
import { checkFixtures } from './check-fixtures.ts'
import { checkImportables } from './check-importables.ts'
import { checkJobs } from './check-jobs.ts'
import { checkMail } from './check-mail.ts'
import { checkLabels, checkMetrics } from './check-metrics.ts'
import { checkPages } from './check-pages.ts'
import { checkPaths } from './check-paths.ts'
import { checkPermissions } from './check-permissions.ts'
import { checkSettings } from './check-settings.ts'
import { checkSupplies } from './check-supplies.ts'
import { checkSegments } from './check-segments.ts'
import { checkTopics } from './check-topics.ts'
import { checkUnified } from './check-unified.ts'
import { checkViews } from './check-views.ts'
import { checkWebhooks } from './check-webhooks.ts'
import type { World } from '../model/world.ts'

/** Checks one plugin against all others that run. Throws the first thing wrong. */
export function checkPlugin(plugin: LoadedPlugin, world: World): void {
  checkIds(plugin)
  checkFields(plugin)
  checkNames(plugin)
  checkPermissions(plugin)
  checkPages(plugin)
  checkSettings(plugin)
  checkJobs(plugin, world)
  checkWebhooks(plugin)
  checkTopics(plugin)
  checkImportables(plugin)
  checkMail(plugin)
  checkEvents(plugin, world)
  checkPaths(plugin, world)
  checkLabels(plugin, world)
  checkMetrics(plugin, world)
  checkSupplies(plugin, world)
  checkUnified(plugin, world)
  checkFixtures(plugin)
  checkSegments(plugin, world)
  checkViews(plugin)
  checkBoards(plugin, world)
}

function checkIds({ id, contract, server }: LoadedPlugin): void {
  if (contract.id !== id)
    throw registryErrors('ids_differ', { where: 'the contract', contract: contract.id, manifest: id })
  if (server && server.plugin.id !== id) {
    throw registryErrors('ids_differ', { where: 'the server door', contract: server.plugin.id, manifest: id })
  }
}

const snake = /^[a-z][a-z0-9_]*$/
const kinds = {
  metrics: 'metric',
  dimensions: 'dimension',
  segments: 'segment',
  views: 'view',
  panels: 'panel',
  dashboards: 'dashboard',
  alerts: 'alert',
  permissions: 'permission',
  jobs: 'job',
  webhooks: 'webhook',
  topics: 'topic',
  tables: 'table',
  pages: 'page',
} as const

function checkNames({ contract, server }: LoadedPlugin): void {
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
    const wrong = Object.keys(contract[kind] ?? {}).find((name) => !snake.test(name))
    if (wrong !== undefined) throw registryErrors('name_not_snake', { what: kinds[kind], name: wrong })
  }
  const view = Object.keys(server?.publish ?? {}).find((name) => !snake.test(name))
  if (view !== undefined) throw registryErrors('name_not_snake', { what: 'published view', name: view })
  const both = Object.keys(contract.metrics ?? {}).find((name) => Object.hasOwn(contract.dimensions ?? {}, name))
  if (both !== undefined) throw registryErrors('name_twice', { name: both })
}

import type { PluginSpec } from '@tessera/plugin-api'
import type { Questions, RunTransaction, TenantServices } from '@tessera/plugin-api/server'
import { schemaOf } from '@tessera/registry'
import { settingsOf } from '@tessera/settings'
import { auditOf } from './audit.ts'
import { believedVersion } from './believed-version.ts'
import type { Caller } from './caller.ts'
import { catalogueOf } from './catalogue.ts'
import { clockOf } from './clock.ts'
import { filesOf } from './files.ts'
import { httpOf } from './http-of.ts'
import { jobsOf } from './jobs-of.ts'
import { liveOf } from './live-of.ts'
import { locksOf } from './locks.ts'
import { logOf } from './log.ts'
import { mailOf } from './mail-of.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'
import { questionsOf } from './questions.ts'
import { recordsOf } from './records-of.ts'
import { renderOf } from './render-of.ts'
import { secretsOf } from './secrets-of.ts'
import { transactionOf } from './transaction.ts'

/** What may be done for one caller: by core itself, and by a plugin. */
export interface Acting extends Questions {
  readonly transaction: RunTransaction
  readonly services: (plugin: PluginSpec) => TenantServices
}

/** The services of one caller. A service of plugins is one line here, and one file beside. */
export function actAs(parts: ServiceParts, caller: Caller): Acting {
  const { tenant } = caller
  const version = believedVersion(caller.dataVersion)
  const shared = { ...questionsOf(parts, caller, version), transaction: transactionOf(parts, caller, { version }) }
  const ingest = outsideTransactions('ingest', async (events: Parameters<TenantServices['ingest']>[0]) => {
    version.forget()
    return parts.ingest(tenant.id, events)
  })
  const services = (plugin: PluginSpec): TenantServices => {
    const transaction = transactionOf(parts, caller, { version, plugin: schemaOf(plugin.id) })
    return {
      ...shared,
      transaction,
      records: recordsOf(parts, plugin, { tenantId: tenant.id, transaction, by: caller.actor }),
      tenant,
      log: logOf(parts.log, { plugin: plugin.id, tenant: tenant.slug, ...caller.origin }),
      clock: clockOf(tenant),
      settings: settingsOf(plugin, caller.settings[plugin.id] ?? {}),
      ingest,
      contributions: parts.registry.contributionsFor(caller.plugins),
      catalogue: catalogueOf(parts.registry, caller),
      files: filesOf({ owner: parts.database.owner, tenantId: tenant.id, plugin: plugin.id }),
      audit: auditOf(parts, caller, plugin.id),
      locks: locksOf({ owner: parts.database.owner, tenantId: tenant.id, plugin: plugin.id, signal: caller.signal }),
      secrets: secretsOf(parts, plugin, tenant),
      http: httpOf(parts, plugin.id, caller.signal),
      live: liveOf(parts, plugin, tenant.id),
      mail: mailOf(parts, plugin, tenant.id),
      render: renderOf(parts, caller, shared.query),
      jobs: jobsOf(parts, plugin.id, tenant.id),
    }
  }
  return { ...shared, services }
}

import type { Database } from '@tessera/database'
import type { DefinedJob } from '@tessera/jobs'
import type { QueryEngine } from '@tessera/query'
import type { Registry } from '@tessera/registry'
import { readTenant } from '@tessera/tenancy'
import { gatherMetrics, gatherSockets } from './catalogue/gather-metrics.ts'
import { storeCatalogue } from './catalogue/store-catalogue.ts'
import { createDailyMetrics, type DailyMetrics, type DailyRange } from './daily/daily-metrics.ts'
import { makeViews } from './entity/make-views.ts'

/** The unified layer of one installation. */
export interface Unified {
  readonly daily: DailyMetrics
  /** Computes daily metrics: at each hour of a tenant's clock, the first of a day among them, what is due of the last days. */
  readonly job: DefinedJob
}

export interface UnifiedParts {
  readonly database: Database
  readonly registry: Registry
  readonly engine: Pick<QueryEngine, 'run'>
  /** The job runs by itself. */
  readonly scheduled: boolean
  /** Current instant; replaced in tests. */
  readonly now?: () => Date
  /** Where metrics that cannot be asked for by day are told. */
  readonly log: { readonly warn: (about: Readonly<Record<string, unknown>>, sentence: string) => void }
}

/** Id of the job. */
export const dailyJob = 'core.daily_metrics'
/** How far back the job fills what nobody has computed, so that values stand beside those of 30 days before. */
const usualDays = 35
/** Days of one run: what nobody waits for leaves the database to others in between. */
const mostOfRun = 10
const timeoutSeconds = 1_800

/** Brings catalogue and views in line with the plugins that run, and makes what computes daily metrics. */
export async function openUnified(parts: UnifiedParts): Promise<Unified> {
  const { database, registry, log, scheduled } = parts
  const metrics = gatherMetrics(registry)
  const sockets = gatherSockets(registry, metrics)
  await storeCatalogue(database.maintenance, registry, { metrics, sockets })
  await makeViews(database, registry, { metrics, sockets })
  const daily = createDailyMetrics(parts)
  const job: DefinedJob = {
    id: dailyJob,
    title: 'Daily metrics',
    per: 'tenant',
    ...(scheduled ? { schedule: { cron: '0 * * * *', zone: 'tenant' } } : {}),
    timeoutSeconds,
    retries: 3,
    run: async ({ tenantId, input, signal, progress }) => {
      const tenant = await readTenant(database.owner, tenantId ?? '')
      if (!tenant) return
      const asked = input as Partial<DailyRange>
      const most = asked.from === undefined ? { most: mostOfRun } : {}
      const range = { ...daily.usualRange(tenant, usualDays), ...asked }
      const { days, unanswered } = await daily.compute(tenant, range, { signal, progress, ...most })
      for (const { metric, reason } of unanswered) {
        log.warn({ metric, tenant: tenant.slug }, `'${metric}' has no daily values: ${reason}`)
      }
      await progress(1, days.length === 0 ? 'nothing was due' : `${days.length} days`)
    },
  }
  return { daily, job }
}

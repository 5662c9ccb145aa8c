import type { Database } from '@tessera/database'
import type { Rollups } from '@tessera/query'
import { type Registry, createTimers } from '@tessera/registry'
import { sql } from 'kysely'
import { rollupErrors } from './errors.ts'
import { latestNight } from './latest-night.ts'
import { listTenants, readTenant } from '@tessera/tenancy'

/** Keeps rollups in step in the background. Queries never wait for it: they read rows until it is done. */
export interface RollupKeeper {
  /** Begins: all tenants now, then whatever changes, and a comparison with the rows at three in the night of each tenant. */
  readonly start: () => void
  /** Rows of a tenant were committed. */
  readonly touched: (tenantId: string) => void
  /** Does at once what waits, and resolves when nothing is running; for tests and commands. */
  readonly idle: () => Promise<void>
  /** Stops between two steps. */
  readonly close: () => Promise<void>
}

/** Where trouble is told. */
export interface RollupLog {
  readonly error: (about: Readonly<Record<string, unknown>>, sentence: string) => void
}

export interface RollupKeeperParts {
  readonly database: Database
  readonly registry: Registry
  readonly rollups: Rollups
  readonly log: RollupLog
  /** Aborted by `close`; the rollups were made with its signal. */
  readonly stop: AbortController
  /** Current instant; replaced in tests. */
  readonly now?: () => Date
}

const debounceMs = 1_000
/** Other processes write too; their marks are looked for this often. */
const sweepMs = 15_000
/** How often is looked whose night has begun. */
const lookMs = 60_000

/** Makes the keeper; it is idle until started. */
export function createRollupKeeper(parts: RollupKeeperParts): RollupKeeper {
  const { database, registry, rollups, log, stop, now: clock = () => new Date() } = parts
  const { signal } = stop
  const waiting = new Map<string, 'refresh' | 'check'>()
  const { later, clear } = createTimers()
  let started = false
  const now: { running: Promise<void> | null; starting: Promise<void> | null } = { running: null, starting: null }

  const work = async (tenantId: string, what: 'refresh' | 'check') => {
    const tenant = await readTenant(database.owner, tenantId)
    if (!tenant) return
    if (what === 'check') {
      for (const { rollup, different, days } of await rollups.check(tenant)) {
        if (different === 0) continue
        const problem = rollupErrors('rollup_differs', { rollup, tenant: tenant.slug, rows: different, days })
        log.error({ rollup, tenant: tenant.slug }, problem.message)
        registry.degrade(rollup.slice(0, rollup.indexOf('.')), 'run', problem)
      }
    }
    if (await rollups.refresh(tenant)) later(sweepMs, () => add(tenantId, 'refresh'))
  }

  const drain = async () => {
    for (const [tenantId, what] of waiting) {
      if (signal.aborted) return
      waiting.delete(tenantId)
      try {
        await work(tenantId, what)
      } catch (error) {
        if (!signal.aborted) log.error({ err: error, tenantId }, 'the rollups of a tenant could not be refreshed')
      }
    }
  }

  const go = () => {
    now.running ??= drain().finally(() => {
      now.running = null
      if (waiting.size > 0 && !signal.aborted) go()
    })
  }

  const add = (tenantId: string, what: 'refresh' | 'check') => {
    if (waiting.get(tenantId) !== 'check') waiting.set(tenantId, what)
    go()
  }

  const sweep = async () => {
    const { rows } = await sql<{ id: string }>`select distinct tenant_id as id from core.data_changes`.execute(
      database.owner,
    )
    for (const { id } of rows) add(id, 'refresh')
  }
  const everyTenant = async () => {
    for (const { id } of await listTenants(database.owner)) add(id, 'refresh')
  }
  let lookedAt = clock()
  const checkAtNight = async () => {
    const [before, at] = [lookedAt, clock()]
    for (const { id, timeZone } of await listTenants(database.owner)) {
      if (latestNight(timeZone, at) > before) add(id, 'check')
    }
    lookedAt = at
  }
  const again = (ms: number, run: () => Promise<void>) =>
    later(ms, () => {
      void run()
        .catch((error: unknown) => {
          if (!signal.aborted) log.error({ err: error }, 'the rollups could not be looked after')
        })
        .finally(() => {
          if (!signal.aborted) again(ms, run)
        })
    })

  const soon = new Set<string>()
  return {
    start: () => {
      if (rollups.definitions.length === 0) return
      started = true
      now.starting = everyTenant().catch((error: unknown) =>
        log.error({ err: error }, 'the rollups could not be looked after'),
      )
      again(sweepMs, sweep)
      again(lookMs, checkAtNight)
    },
    touched: (tenantId) => {
      if (!started || signal.aborted || soon.has(tenantId)) return
      soon.add(tenantId)
      later(debounceMs, () => {
        if (soon.delete(tenantId)) add(tenantId, 'refresh')
      })
    },
    idle: async () => {
      await now.starting
      for (const tenantId of soon) add(tenantId, 'refresh')
      soon.clear()
      while (now.running) await now.running
    },
    close: async () => {
      stop.abort()
      clear()
      await now.starting
      while (now.running) await now.running
    },
  }
}

import type { Database } from '@tessera/database'
import type { Rollups } from '@tessera/query'
import { type Registry, createTimers } from '@tessera/registry'
import { sql } from 'kysely'
import { compareAtNight } from './compare-at-night.ts'
import { latestNight } from './latest-night.ts'
import { openNights } from './nights.ts'
import { tellNight } from './tell-night.ts'
import { listTenants, readTenant } from '@tessera/tenancy'

/** Keeps rollups in step in the background. Queries never wait for it: they read rows until it is done. */
export interface RollupKeeper {
  /**
   * Begins: all tenants now, then whatever changes, and a comparison with the rows at three in the night of each tenant, which one of
   * all servers does. A night that no server was there for is made up for.
   */
  readonly start: () => void
  /** Rows of a tenant were committed. */
  readonly touched: (tenantId: string) => void
  /** Does at once what waits, and resolves when nothing is running; for tests and commands. */
  readonly idle: () => Promise<void>
  /** Stops between two steps. */
  readonly close: () => Promise<void>
}

/** Where is told what was done, and trouble. */
export interface RollupLog {
  readonly info: (about: Readonly<Record<string, unknown>>, sentence: string) => void
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
  readonly pace?: Partial<RollupPace>
}

/** How often is looked, in milliseconds. */
export interface RollupPace {
  /** Whose night has begun. */
  readonly lookMs: number
  /** How long a server that gives no sign of life is believed to compare. */
  readonly leaseMs: number
}

const debounceMs = 1_000
/** Other processes write too; their marks are looked for this often. */
const sweepMs = 15_000
const usualPace: RollupPace = { lookMs: 60_000, leaseMs: 120_000 }

/** Makes the keeper; it is idle until started. */
export function createRollupKeeper(parts: RollupKeeperParts): RollupKeeper {
  const { database, registry, rollups, log, stop, now: clock = () => new Date() } = parts
  const { signal } = stop
  const { lookMs, leaseMs } = { ...usualPace, ...parts.pace }
  /** Tenants to be refreshed, each with the night to compare before, if any. */
  const waiting = new Map<string, Date | null>()
  const { later, clear } = createTimers()
  let started = false
  const now: { running: Promise<void> | null; starting: Promise<void> | null } = { running: null, starting: null }

  const work = async (tenantId: string, night: Date | null) => {
    const tenant = await readTenant(database.owner, tenantId)
    if (!tenant) return
    if (night) {
      const found = await compareAtNight({ owner: database.owner, rollups, signal, leaseMs }, tenant, night)
      if (found) tellNight({ log, registry }, tenant, found)
    }
    if (await rollups.refresh(tenant)) later(sweepMs, () => add(tenantId))
  }

  const drain = async () => {
    for (const [tenantId, night] of waiting) {
      if (signal.aborted) return
      waiting.delete(tenantId)
      try {
        await work(tenantId, night)
      } catch (error) {
        if (!signal.aborted) log.error({ err: error, tenantId }, 'the rollups of a tenant could not be looked after')
      }
    }
  }

  const go = () => {
    now.running ??= drain().finally(() => {
      now.running = null
      if (waiting.size > 0 && !signal.aborted) go()
    })
  }

  const add = (tenantId: string, night: Date | null = null) => {
    waiting.set(tenantId, night ?? waiting.get(tenantId) ?? null)
    go()
  }

  const sweep = async () => {
    const { rows } = await sql<{ id: string }>`select distinct tenant_id as id from core.data_changes`.execute(
      database.owner,
    )
    for (const { id } of rows) add(id)
  }
  const everyTenant = async () => {
    for (const { id } of await listTenants(database.owner)) add(id)
  }
  const compareAtNights = async () => {
    const at = clock()
    const tenants = await listTenants(database.owner)
    const nights = tenants.map(({ id, timeZone }) => ({ tenantId: id, night: latestNight(timeZone, at) }))
    for (const { tenantId, night } of await openNights(database.owner, nights)) add(tenantId, night)
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
      again(lookMs, compareAtNights)
    },
    touched: (tenantId) => {
      if (!started || signal.aborted || soon.has(tenantId)) return
      soon.add(tenantId)
      later(debounceMs, () => {
        if (soon.delete(tenantId)) add(tenantId)
      })
    },
    idle: async () => {
      await now.starting
      for (const tenantId of soon) add(tenantId)
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

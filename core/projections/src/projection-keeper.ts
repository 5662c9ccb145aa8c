import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@tessera/database'
import { sql } from 'kysely'
import { projectionErrors } from './errors.ts'
import { createPace, type Pace } from './pace.ts'
import { createTimers } from '@tessera/registry'
import { advance } from './advance.ts'
import { endPauses } from './backlog.ts'
import type { Trouble } from './project-stored.ts'
import type { Projector } from './projector.ts'

/** Has plugins read the events they have not seen, in the background: a little of each tenant in turn. */
export interface ProjectionKeeper {
  /** Begins: all tenants now, then whatever falls behind. */
  readonly start: () => void
  /** Something of a tenant was stored that some plugin has not read. */
  readonly behind: (tenantId: string) => void
  /** Tries a tenant's events and projections that failed, or those of one plugin, without waiting for the end of their pauses. */
  readonly retry: (tenantId: string, plugin?: string) => Promise<void>
  /** Does at once what waits, and resolves when nothing is running; for tests and commands. */
  readonly idle: () => Promise<void>
  /** Resolves when nothing is running and nothing waits that could be done now. */
  readonly settled: () => Promise<void>
  /** Stops between two steps. */
  readonly close: () => Promise<void>
}

/** Where trouble is told. */
export interface ProjectionLog {
  readonly error: (about: Readonly<Record<string, unknown>>, sentence: string) => void
}

export interface ProjectionKeeperParts {
  readonly database: Database
  /** Projections a tenant has switched on. */
  readonly projectorsOf: (tenantId: string) => Promise<readonly Projector[]>
  /** Reports that a plugin could not process events. */
  readonly failed: (plugin: string, error: Error) => void
  /** Called after rows of a tenant were projected. */
  readonly projected: (tenantId: string) => void
  readonly log: ProjectionLog
}

/** Other processes store events too; what they leave behind is looked for this often. */
const sweepMs = 15_000

/** A plugin's trouble as its status shows it. */
export function projectionProblem({ plugin, events, reason }: Trouble): Error {
  return projectionErrors('project_failed', { plugin, events, reason })
}

/** How many events a step reads, for each engine. */
const limits = {
  postgres: { least: 200, most: 5_000, targetMs: 500 },
  embedded: { least: 50, most: 2_000, targetMs: 150 },
} as const

/** The plugin a row is about is not switched off for its tenant. */
const isOn = (row: string) => sql`not exists (
  select from core.tenant_plugins p
  where p.tenant_id = ${sql.ref(row)}.tenant_id and p.plugin_id = ${sql.ref(row)}.plugin_id and not p.enabled)`

/** Makes the keeper; it is idle until started. */
export function createProjectionKeeper(parts: ProjectionKeeperParts): ProjectionKeeper {
  const { database, projectorsOf, log } = parts
  const { owner } = database
  const stop = new AbortController()
  const { signal } = stop
  const paces = new Map<string, Pace>()
  const waiting = new Set<string>()
  const { later, clear } = createTimers()
  const now: { running: Promise<void> | null; sweeping: Promise<void> | null } = { running: null, sweeping: null }

  const paceOf = (plugin: string): Pace => {
    const pace = paces.get(plugin) ?? createPace(limits[database.kind])
    paces.set(plugin, pace)
    return pace
  }

  /** One step of every plugin that has something to read. */
  const work = async (tenantId: string) => {
    let nextInMs: number | null = null
    for (const projector of await projectorsOf(tenantId)) {
      if (signal.aborted) return
      const step = await advance(database, { tenantId, projector, pace: paceOf(projector.plugin), signal })
      if (step.trouble) parts.failed(projector.plugin, projectionProblem(step.trouble))
      if (step.projected > 0) parts.projected(tenantId)
      if (step.nextInMs !== null) nextInMs = Math.min(nextInMs ?? Infinity, step.nextInMs)
    }
    if (nextInMs === 0) waiting.add(tenantId)
    else if (nextInMs !== null) later(nextInMs, () => add(tenantId))
  }

  const drain = async () => {
    for (const tenantId of waiting) {
      if (signal.aborted) return
      // why: it comes again behind all others when there is more
      waiting.delete(tenantId)
      const begin = performance.now()
      try {
        await work(tenantId)
      } catch (error) {
        if (signal.aborted) return
        log.error({ err: error, tenantId }, 'the projections of a tenant could not be looked after')
        later(sweepMs, () => add(tenantId))
      }
      // why: there is one session; who waits for it gets as much time as was taken here
      if (database.kind === 'embedded')
        await sleep(Math.min(200, performance.now() - begin), undefined, { signal }).catch(() => {})
    }
  }

  const go = () => {
    now.running ??= drain().finally(() => {
      now.running = null
      if (waiting.size > 0 && !signal.aborted) go()
    })
  }
  const add = (tenantId: string) => {
    if (signal.aborted) return
    waiting.add(tenantId)
    go()
  }

  const look = async (all: boolean) => {
    const { rows } = await (
      all
        ? sql<{ id: string }>`select tenant_id as id from core.tenants`
        : sql<{ id: string }>`
          select b.tenant_id as id from core.bookmarks b left join core.event_logs l on l.tenant_id = b.tenant_id
          where b.next_at <= now() and (b.read_commit < l.last_commit or b.read_time is not null) and ${isOn('b')}
          union select a.tenant_id from core.projection_backlog a where a.next_at <= now() and ${isOn('a')}
          union select tenant_id from core.tenant_plugins
          where enabled and changed_at > now() - make_interval(secs => ${(4 * sweepMs) / 1000})`
    ).execute(owner)
    for (const { id } of rows) add(id)
  }
  const sweep = (all: boolean) => {
    now.sweeping = look(all)
      .catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error }, 'the projections could not be looked after')
      })
      .finally(() => {
        now.sweeping = null
        if (!signal.aborted) later(sweepMs, () => sweep(false))
      })
  }

  const settle = async () => {
    await now.sweeping
    while (now.running) await now.running
  }

  return {
    start: () => sweep(true),
    behind: add,
    retry: async (tenantId, plugin) => {
      await database.tenantTransaction(tenantId, (db) => endPauses(db, tenantId, plugin))
      add(tenantId)
    },
    idle: async () => {
      const { rows } = await sql<{ id: string }>`select tenant_id as id from core.tenants`.execute(owner)
      for (const { id } of rows) {
        await database.tenantTransaction(id, (db) => endPauses(db, id))
        add(id)
      }
      await settle()
    },
    settled: settle,
    close: async () => {
      stop.abort()
      clear()
      await settle()
    },
  }
}

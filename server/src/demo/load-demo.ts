import type { Database } from '@tessera/database'
import type { PluginSpec } from '@tessera/plugin-api'
import type { DemoContext } from '@tessera/plugin-api/server'
import { readPeople } from '@tessera/demo-people'
import { runAlone, withinTime } from '@tessera/registry'
import { sql } from 'kysely'
import { serverErrors } from '../errors.ts'
import type { DemoProgress, Services } from '../services.ts'
import { cleanTenant } from './clean-tenant.ts'
import { onePerDatabase } from './one-per-database.ts'
import { ensureDemoTenants, listMarkedTenants, stopClock, type DemoTenant } from './demo-tenants.ts'

const seed = 1
const timeoutMs = 300_000
/** So much loading makes statistics of before worthless. */
const unanalyzedMs = 1_000

/** How demo rows are loaded. */
export interface LoadOptions {
  /** Longest time a plugin may take for a tenant; 300 s when left out. */
  readonly withinMs?: number
  /** Only these plugins; all when left out. */
  readonly plugins?: readonly string[]
  /** Only so many of the tenants, the first ones; all when left out. */
  readonly tenants?: number
  /** Hears before each part, a plugin's rows of a tenant, how far it is. */
  readonly onPart?: (progress: DemoProgress) => void
  /** Gives up the load, which then rejects with the signal's reason. The next one begins that tenant anew. */
  readonly leaving?: AbortSignal
}

/**
 * Deletes what the demo tenants hold, events sent to them too, puts their clocks back to the midnight of this day and fills them anew.
 * Settings, switched plugins, people and keys stay.
 */
export async function resetDemo(services: Services, options: LoadOptions = {}): Promise<DemoLoad[]> {
  const { database } = services
  await onePerDatabase(database, options.leaving, async () => {
    for (const tenant of await listMarkedTenants(database.owner)) {
      await cleanTenant(database, tenant.id)
      await stopClock(database.owner, tenant)
      await database.noteOwnerWrite(tenant.id)
    }
  })
  return loadDemo(services, options)
}

/** Demo rows one plugin has put into one tenant. */
export interface DemoLoad {
  readonly tenant: string
  readonly plugin: string
}

async function loadsOf(services: Services, tenantId: string): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ plugin: string; done: boolean }>`
    select plugin_id as plugin, done_at is not null as done from core.demo_loads where tenant_id = ${tenantId}`.execute(
    services.database.owner,
  )
  return new Map(rows.map((row) => [row.plugin, row.done]))
}

const onceAborted = (signal?: AbortSignal) =>
  new Promise<never>((_, fail) => {
    const leave = () => fail(signal?.reason)
    if (signal?.aborted) leave()
    signal?.addEventListener('abort', leave, { once: true })
  })

/** Plugins that have a demo to load. */
function demosOf({ registry }: Services, { plugins }: LoadOptions) {
  return registry.plugins().flatMap(({ id, contract, server }) => {
    const demo = server?.demo
    return demo && (plugins?.includes(id) ?? true) ? [{ plugin: id, contract, demo }] : []
  })
}

async function loadTenant(services: Services, tenant: DemoTenant, options: LoadOptions): Promise<DemoLoad[]> {
  const { database, registry, pluginServices, log } = services
  const { owner } = database
  const { withinMs = timeoutMs, leaving } = options
  let loads = await loadsOf(services, tenant.id)
  // A load that began and did not end left an unknown part of its rows: start the tenant over.
  if ([...loads.values()].includes(false)) {
    await cleanTenant(database, tenant.id)
    await database.noteOwnerWrite(tenant.id)
    loads = new Map()
  }
  const signal = leaving ?? new AbortController().signal
  const contextOf = async (plugin: PluginSpec): Promise<DemoContext> => {
    const own = await pluginServices.forTenant(plugin, tenant, {
      signal,
      actor: { kind: 'demo', id: null },
      origin: {},
      transactionMs: timeoutMs,
    })
    return {
      ...own,
      tenant,
      seed,
      readPeople: () => readPeople(database, tenant, seed),
      ingest: (events) => {
        leaving?.throwIfAborted()
        return own.ingest(events)
      },
    }
  }
  const loaded: DemoLoad[] = []
  let loadedMs = 0
  for (const [at, { plugin, contract, demo }] of demosOf(services, options).entries()) {
    leaving?.throwIfAborted()
    if (loads.has(plugin)) continue
    options.onPart?.({ tenant: tenant.slug, plugin, at })
    await sql`
      insert into core.demo_loads (tenant_id, plugin_id, started_at) values (${tenant.id}, ${plugin}, now())`.execute(
      owner,
    )
    // why: fresh tables without statistics make the planner choose very slow plans
    if (loadedMs > unanalyzedMs) {
      await analyze(database)
      loadedMs = 0
    }
    const context = await contextOf(contract)
    const begun = performance.now()
    try {
      await runAlone(plugin, () =>
        withinTime(withinMs, 'its demo', () => Promise.race([demo(context), onceAborted(leaving)])),
      )
      await sql`
        update core.demo_loads set done_at = now() where tenant_id = ${tenant.id} and plugin_id = ${plugin}`.execute(
        owner,
      )
      loaded.push({ tenant: tenant.slug, plugin })
      loadedMs += performance.now() - begun
    } catch (error) {
      leaving?.throwIfAborted()
      const reason = error instanceof Error ? error.message : String(error)
      const problem = serverErrors('demo_failed', { plugin, tenant: tenant.slug, reason })
      registry.degrade(plugin, 'demo', problem)
      log.error({ err: error, plugin, tenant: tenant.slug }, problem.message)
    }
  }
  return loaded
}

async function analyze({ maintenance, listTenantTables }: Database): Promise<void> {
  const tables = (await listTenantTables()).map(({ schema, name }) => sql.table(`${schema}.${name}`))
  await sql`analyze ${sql.join(tables)}`.execute(maintenance)
}

/**
 * Makes the demo tenants and has each plugin fill them, once per tenant and plugin: plugins added later fill theirs at the
 * next start, what was interrupted is done again from the beginning. A plugin that does not end in time is left behind.
 */
export async function loadDemo(services: Services, options: LoadOptions = {}): Promise<DemoLoad[]> {
  const loaded = await onePerDatabase(services.database, options.leaving, async () => {
    const done: DemoLoad[] = []
    const tenants = await ensureDemoTenants(services.database, services.auth)
    for (const tenant of tenants.slice(0, options.tenants)) {
      done.push(...(await loadTenant(services, tenant, options)))
    }
    return done
  })
  if (loaded.length > 0) await analyze(services.database)
  return loaded
}

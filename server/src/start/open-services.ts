import { checkTables } from '@tessera/records'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, type Database } from '@tessera/database'
import {
  discoverPlugins,
  loadConfig,
  loadPlugins,
  startPlugins,
  stopPlugins,
  type DiscoveredPlugin,
  type LoadOptions,
  type Registry,
} from '@tessera/registry'
import type { Logger } from 'pino'
import { makeEngine } from '../cache/make-engine.ts'
import type { Config } from '../config.ts'
import { addressOf } from '../http/address-of.ts'
import { wantsDemo } from '../demo/demo-tenants.ts'
import { noteDefinitions } from '@tessera/definitions'
import { createAuth, keyReader, sessionReader } from '@tessera/identity'
import { createIngestor } from '@tessera/ingestion'
import { openLive } from '../live/open-live.ts'
import { watchExisting } from '../live/watch-existing.ts'
import { openJobs } from '../jobs/open-jobs.ts'
import { openMails } from '@tessera/mail'
import { openPictures } from '@tessera/pictures'
import { openProjections } from '@tessera/projections'
import { defineJobs, openPluginServices } from '@tessera/services'
import { openRollups } from '@tessera/rollup-keeping'
import { keyring, openVault } from '@tessera/secrets'
import { migrateCore } from '@tessera/tenancy'
import { openUnified } from '@tessera/unified'
import { openWebhooks } from '@tessera/webhooks'
import { openHttp } from './open-http.ts'
import { memoryReturner } from './memory-returner.ts'
import { previousSecrets, readSecret } from '../secrets/read-secret.ts'
import { hideSecrets, readValues } from '../secrets/hide-secrets.ts'
import type { Services } from '../services.ts'

export interface OpenOptions {
  readonly config: Config
  readonly log: Logger
  /** A database opened already, instead of the one the configuration names. Closed with the rest. */
  readonly database?: Database
  /** Refuse an embedded database that another process holds: a server must not depend on another one's life. */
  readonly exclusive?: boolean
  /** Opens the database by what is given, in its own time: it may be about to start. */
  readonly openPatiently?: (open: () => Promise<Database>) => Promise<Database>
  /** Plugins to leave out, because their code never returned. */
  readonly setAside?: LoadOptions['setAside']
  /** Called with the plugins found, before any of their code runs. */
  readonly found?: (plugins: readonly DiscoveredPlugin[]) => void
  /** Gives up the start: it rejects with the signal's reason at the next step, and leaves nothing open. */
  readonly leaving?: AbortSignal
  /** Longest time the `init` of a plugin may take; 10 s when left out. */
  readonly initTimeoutMs?: number
}

/** Finds, imports and checks the plugins of an installation. */
export async function findPlugins({
  config,
  found: tell,
  setAside = [],
}: Pick<OpenOptions, 'config' | 'found' | 'setAside'>): Promise<Registry> {
  const { plugins: policy = {} } = await loadConfig(config.root)
  const found = await discoverPlugins(config.root, policy)
  tell?.(found.plugins)
  return loadPlugins(found, { setAside, ...(policy.required === undefined ? {} : { required: policy.required }) })
}

async function openParts(options: OpenOptions): Promise<[Database, Registry]> {
  const { config, log } = options
  const where =
    config.databaseUrl === null
      ? {
          dataDir: config.dataDir,
          exclusive: options.exclusive ?? false,
          statementMs: config.statementSeconds * 1000,
          leaving: options.leaving,
        }
      : {
          url: config.databaseUrl,
          login: config.databaseLogin ?? undefined,
          connections: config.connections,
        }
  const onTrouble = (trouble: Error) => log.warn({ err: trouble }, 'a connection to the database broke or fell silent')
  const { database, openPatiently = (now) => now() } = options
  const opening = database ? Promise.resolve(database) : openPatiently(() => openDatabase({ ...where, onTrouble }))
  try {
    const registry = await findPlugins(options)
    return [await opening, registry]
  } catch (error) {
    await opening.then((opened) => opened.close()).catch(() => {})
    throw error
  }
}

const graceMs = 3_000

const withinGrace = (ending: Promise<void>) => Promise.race([ending, sleep(graceMs, undefined, { ref: false })])

/** Opens the database and starts the plugins, everything but HTTP. `close` stops it all again, in reverse. */
export async function openServices(options: OpenOptions): Promise<Services & { readonly close: () => Promise<void> }> {
  const { config, log, leaving } = options
  const [database, registry] = await openParts(options)
  let stopRollups = async () => {}
  let stopLive = async () => {}
  let stopProjections = async () => {}
  let stopHttp = async () => {}
  let stopPictures = async () => {}
  const close = async () => {
    // why: what hangs with the database ends when that is closed
    await withinGrace(stopHttp())
    await withinGrace(stopPictures())
    await withinGrace(stopProjections())
    await withinGrace(stopRollups())
    await withinGrace(stopPlugins(registry))
    await withinGrace(stopLive())
    await database.close()
  }
  try {
    for (const { place, reason } of registry.skipped) log.warn(`${place} is no plugin here: ${reason}`)
    leaving?.throwIfAborted()
    await migrateCore(database)
    await database.assertTenantTables('core', 'auth', 'tessera')
    await startPlugins(registry, {
      migrate: (_, schema, migrations) => database.migrate(schema, migrations),
      judge: (schema) => database.assertTenantTables(schema),
      importable: (contract) => checkTables(database.owner, contract),
      grant: database.grantPlugin,
      publish: database.publishViews,
      ...(leaving ? { leaving } : {}),
      ...(options.initTimeoutMs === undefined ? {} : { timeoutMs: options.initTimeoutMs }),
    })
    leaving?.throwIfAborted()
    const { rollups, rollupKeeper } = await openRollups(database, registry, log)
    stopRollups = rollupKeeper.close
    const definitions = await noteDefinitions(database.owner, registry, { log, now: new Date() })
    leaving?.throwIfAborted()
    const secret = readSecret(config.secret, config.dataDir)
    const keys = keyring(secret, previousSecrets(config))
    const vault = openVault({ owner: database.owner, keys, hidden: readValues })
    const auth = createAuth({
      database,
      secret,
      url: config.publicUrl ?? addressOf(config.host, config.port),
      log: (level, message) => log[level === 'success' ? 'info' : level](message),
    })
    const live = openLive({ database, registry, rollups: rollups.definitions, log, secret })
    const stopWatching = watchExisting(database, { log })
    stopLive = async () => {
      await Promise.all([live.close(), stopWatching()])
    }
    const {
      engine,
      uncached,
      turns,
      close: closeEngine,
    } = await makeEngine(
      { database, registry, rollups: rollups.definitions, learn: live.learn },
      { config, log, secret },
    )
    const unified = await openUnified({ database, registry, engine: uncached, log, scheduled: config.daily })
    const demo = config.demo && (await wantsDemo(database))
    const callers = { key: keyReader(database, { demo }), session: sessionReader({ database, auth, demo }) }
    const { projectors, projectorsFor, failed, keeper } = await openProjections(database, registry, {
      log,
      projected: rollupKeeper.touched,
    })
    stopProjections = keeper.close
    const events = {
      types: () => new Map([...registry.eventTypes()].map(([name, { type }]) => [name, type])),
      projectors: projectorsFor,
      stored: rollupKeeper.touched,
      behind: keeper.behind,
      failed,
    }
    const ingestor = createIngestor(database, events, {
      waitingMb: config.ingestMb,
      idle: memoryReturner(),
    })
    const jobs = openJobs({ database, registry, log })
    const outgoing = openHttp(config, log)
    stopHttp = outgoing.close
    const pictures = openPictures()
    stopPictures = pictures.close
    const mails = openMails({ owner: database.owner, registry, jobs, server: config.mailServer, hide: hideSecrets })
    for (const job of [...mails.jobs, unified.job]) jobs.define(job)
    const pluginServices = openPluginServices({
      database,
      registry,
      engine,
      turns,
      definitions,
      ingest: ingestor.ingestAll,
      jobs,
      log,
      vault,
      hidden: readValues,
      http: outgoing.clients,
      mails,
      pictures,
      publish: live.topics.publish,
    })
    defineJobs(jobs, { registry, database }, pluginServices)
    const webhooks = openWebhooks({
      owner: database.owner,
      registry,
      vault,
      services: pluginServices,
      jobs,
      hide: hideSecrets,
      onUnverified: ({ webhook, error }) => log.warn({ err: error, webhook }, `'${webhook}' could not be verified`),
    })
    if (webhooks.job) jobs.define(webhooks.job)
    const closeAll = async () => {
      await jobs.stop()
      await closeEngine()
      await close()
    }
    const parts = {
      database,
      registry,
      engine,
      turns,
      definitions,
      auth,
      vault,
      callers,
      ingestor,
      jobs,
      pluginServices,
      webhooks,
      mails,
      unified,
      projectors,
      rollups,
      rollupKeeper,
      live,
    }
    return { ...parts, projections: keeper, log, demo, laying: { progress: null }, close: closeAll }
  } catch (error) {
    await close()
    throw error
  }
}

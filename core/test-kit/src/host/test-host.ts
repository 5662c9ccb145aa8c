import { usualConnections, type Database } from '@tessera/database'
import { readPeople } from '@tessera/demo-people'
import type { PluginSpec } from '@tessera/plugin-api'
import type { Member, RecordsOf, Role, ServerDoor, TenantContext } from '@tessera/plugin-api/server'
import type {
  AuditEntry,
  EventInput,
  Explanation,
  Frame,
  IngestResult,
  LiveMessage,
  MetricQuery,
  PluginSettings,
} from '@tessera/plugin-api/wire'
import { createQueryEngine, createRollups, createTurns } from '@tessera/query'
import { schemaOf, startPlugins, stopPlugins, type Registry } from '@tessera/registry'
import { openMails, type OpenedMail } from '@tessera/mail'
import { openPictures } from '@tessera/pictures'
import { createJobQueue, type JobRun } from '@tessera/jobs'
import { checkTables } from '@tessera/records'
import { hiddenValues, keyring, openVault, type Vault } from '@tessera/secrets'
import { afterSwitch, defineJobs, listAudit, openPluginServices } from '@tessera/services'
import { writeSettings } from '@tessera/settings'
import { migrateCore, switchPlugin } from '@tessera/tenancy'
import { sql } from 'kysely'
import { kitErrors } from '../errors.ts'
import type { OpenDatabase } from '../test-databases.ts'
import { callProcedure, type CalledProcedure, type TestCaller } from './call-procedure.ts'
import { fakeHttp, type FakeHttp } from './fake-http.ts'
import { loadDoors } from './load-doors.ts'
import { openIngestion } from './open-ingestion.ts'
import { importFile, type TestImport } from './import-file.ts'
import { openLog, type LogLine } from './open-log.ts'
import { runJob } from './run-job.ts'
import { addMember, removeMember } from './test-members.ts'
import { openTestWebhooks, type TestDelivery } from './test-webhooks.ts'
import { insertTenants, setClock, testTenants, type TestTenant } from './test-tenants.ts'

/** A plugin, and those it requires, running on a real database: everything of the server but HTTP, sign-in and jobs. */
export interface TestHost {
  readonly database: Database
  readonly registry: Registry
  /** Tenants with every plugin enabled and nothing recorded; the first two are `a` and `b` of the conformance suite. */
  readonly tenants: readonly [TestTenant, TestTenant, ...TestTenant[]]
  /**
   * Checks events by the plugins' event types, stores the new ones and projects them, as a running server does; but throws
   * what a projection throws. Any tenant id will do.
   */
  readonly ingest: (tenant: Pick<TenantContext, 'id'>, events: readonly unknown[]) => Promise<IngestResult>
  /** Answers as a caller of the tenant; without `time`, over everything up to the tenant's clock. */
  readonly query: (tenant: TestTenant, query: MetricQuery) => Promise<Frame>
  /** The same, from single rows only. */
  readonly queryRows: (tenant: TestTenant, query: MetricQuery) => Promise<Frame>
  /** Builds the rollups of a tenant and makes anew what changed. */
  readonly refreshRollups: (tenant: TestTenant) => Promise<void>
  /** The statement `query` would send, with its parameters. */
  readonly explain: (tenant: TestTenant, query: MetricQuery) => Promise<Explanation>
  /** Calls a procedure of a plugin through its gate; throws what it refuses with. */
  readonly call: (caller: TestCaller, called: CalledProcedure) => Promise<unknown>
  /** Has every plugin fill the tenant with its demo rows. Answers the events they posted. */
  readonly demo: (tenant: TestTenant, options?: { readonly seed?: number }) => Promise<readonly EventInput[]>
  /** Other systems as plugins reach them: they answer what the test says. */
  readonly http: FakeHttp
  /**
   * Sends to a webhook (`<plugin>.<name>`) of the tenant as another system does, and handles it at once. Fails as it is refused, or as
   * its handler fails.
   */
  readonly webhook: (
    tenant: Pick<TenantContext, 'id'>,
    webhook: string,
    sent: TestDelivery,
  ) => Promise<{ readonly isNew: boolean }>
  /** Mails that plugins sent in the tenant, the latest 200, newest first. They are kept: nothing leaves. */
  readonly outbox: (tenant: Pick<TenantContext, 'id'>) => Promise<readonly OpenedMail[]>
  /** Rows of the tables that a plugin declares with `importable`, as its own code writes and reads them. */
  readonly records: <P extends PluginSpec>(tenant: TenantContext, plugin: P) => Promise<RecordsOf<P>>
  /** Imports a file into a table (`<plugin>.<table>`) as the page does: good rows go in, the others are answered by line. */
  readonly importFile: (
    tenant: Pick<TenantContext, 'id'>,
    table: string,
    file: string | Uint8Array<ArrayBuffer>,
  ) => Promise<TestImport>
  /** Secrets of the plugins, as they are kept. */
  readonly vault: Vault
  /** Changes settings of a plugin as an admin of the tenant does, secrets among them; null takes one back to its default. */
  readonly setSettings: (
    tenant: Pick<TenantContext, 'id'>,
    plugin: string,
    change: Readonly<Record<string, unknown>>,
  ) => Promise<PluginSettings>
  /**
   * Does what a run of a job does (`<plugin>.<name>`), in one try and as the tenant; null for a job of the whole installation. Fails as
   * the job fails.
   */
  readonly runJob: (tenant: Pick<TenantContext, 'id'> | null, job: string, input?: unknown) => Promise<void>
  /** Runs that procedures and jobs have enqueued. They wait: nothing takes them here. */
  readonly jobRuns: () => Promise<readonly JobRun[]>
  /** Lines that plugins have written into their log, oldest first. */
  readonly log: () => readonly LogLine[]
  /** News that plugins have told in the tenant, oldest first, under the full ids of their topics. */
  readonly published: (tenant: Pick<TenantContext, 'id'>) => readonly LiveMessage[]
  /** What was recorded in the tenant, newest first, 200 entries at most. */
  readonly audit: (tenant: Pick<TenantContext, 'id'>) => Promise<readonly AuditEntry[]>
  /** Makes a person and a member of the tenant of them, for jobs that act as people. */
  readonly addMember: (
    tenant: Pick<TenantContext, 'id'>,
    person: { readonly name: string; readonly role: Role },
  ) => Promise<Member>
  /** Takes a member out of the tenant. */
  readonly removeMember: (tenant: Pick<TenantContext, 'id'>, id: string) => Promise<void>
  /** Switches a plugin on for a tenant, with all it requires, or off; what plugins do after that is done when it resolves. */
  readonly setPlugin: (tenant: Pick<TenantContext, 'id'>, plugin: string, enabled: boolean) => Promise<void>
  /** Sets the clock of a tenant; answers the tenant with it, for the calls that follow. */
  readonly setClock: (tenant: TestTenant, now: Date) => Promise<TestTenant>
  /** Brings all schemas up to date again. */
  readonly migrate: () => Promise<void>
  /** Stops the plugins and closes the database where the host opened it. */
  readonly close: () => Promise<void>
}

/** How a test host differs from the usual one. */
export interface TestHostOptions {
  /** Instead of the usual two, Globex in Berlin and Acme in New York at noon UTC of 20 November 2026. */
  readonly tenants?: TestHost['tenants']
}

/** Questions of a test that may wait for their turn. */
const mostWaiting = 1_000

async function start(database: Database, doors: readonly ServerDoor[]): Promise<Registry> {
  await migrateCore(database)
  const registry = await loadDoors(doors)
  await startPlugins(registry, {
    migrate: (_, schema, migrations) => database.migrate(schema, migrations),
    importable: (contract) => checkTables(database.owner, contract),
    grant: database.grantPlugin,
    publish: database.publishViews,
  })
  for (const { id, state, stage, error } of registry.statuses()) {
    if (state === 'ready') continue
    const cause = registry.causeOf(id)
    await stopPlugins(registry)
    throw Object.assign(kitErrors('plugin_not_running', { plugin: id, stage, reason: error ?? state }), { cause })
  }
  return registry
}

/**
 * Starts plugins on an empty database, given open or by how to open it. `doors` are the server doors of the plugin under
 * test and of those it requires; a contract without server door is `defineServer(plugin, {})`. Refuses with
 * `plugin_not_running`.
 */
export async function openTestHost(
  open: OpenDatabase | Database,
  doors: readonly ServerDoor[],
  options: TestHostOptions = {},
): Promise<TestHost> {
  const database = typeof open === 'function' ? await open() : open
  const { tenants = testTenants } = options
  const registry = await start(database, doors)
  await insertTenants(database, tenants)
  const rollups = createRollups({ database, metrics: registry.metrics(), schemaOf })
  const [unkept] = await rollups.prepare()
  if (unkept) {
    const { plugin, rollup, reason } = unkept
    throw kitErrors('plugin_not_running', { plugin, stage: 'migrate', reason: `rollup ${rollup}: ${reason}` })
  }
  const embedded = database.kind === 'embedded'
  const turns = createTurns({
    total: embedded ? 1 : usualConnections,
    rests: embedded,
    perTenant: usualConnections,
    waiting: mostWaiting,
  })
  const engine = createQueryEngine({ model: registry, database, rollups: rollups.definitions, turns })
  const context = (tenant: TestTenant) => ({ tenant, plugins: new Set(registry.order) })
  const latest = new Date(Math.max(...tenants.map(({ asOf }) => asOf.getTime())))
  const ingestion = await openIngestion(database, registry, latest)
  const ingest: TestHost['ingest'] = ({ id }, events) => ingestion.ingest(id, events)

  const hidden = hiddenValues()
  const vault = openVault({ owner: database.owner, keys: keyring('the secret of test hosts'), hidden })
  const queue = createJobQueue({ database, tenantsOf: async () => tenants })
  const mails = openMails({ owner: database.owner, registry, jobs: queue, server: null })
  const pictures = openPictures()
  const { fake: http, clients } = fakeHttp()
  const { log, lines } = openLog()
  const told: (LiveMessage & { readonly tenantId: string })[] = []
  const services = openPluginServices({
    database,
    registry,
    engine,
    turns,
    ingest: ingestion.ingest,
    definitions: new Map(),
    jobs: queue,
    publish: async ({ tenantId, topic, data }) => void told.push({ tenantId, topic, data }),
    log,
    vault,
    hidden,
    http: clients,
    mails,
    pictures,
  })
  const jobs = defineJobs(queue, { registry, database }, services)
  const receive = openTestWebhooks({ owner: database.owner, registry, vault, services })

  const demo: TestHost['demo'] = async (tenant, { seed = 1 } = {}) => {
    const posted: EventInput[] = []
    const { signal } = new AbortController()
    const own = { signal, actor: { kind: 'demo', id: null }, origin: {} } as const
    for (const { contract, server } of registry.plugins()) {
      await server?.demo?.({
        ...(await services.forTenant(contract, tenant, { ...own, transactionMs: 120_000 })),
        tenant,
        seed,
        readPeople: () => readPeople(database, tenant, seed),
        ingest: (events) => {
          posted.push(...events)
          return ingest(tenant, events)
        },
      })
    }
    // why: tables without statistics make the planner choose very slow plans
    await sql`analyze`.execute(database.maintenance)
    return posted
  }

  const setSettings: TestHost['setSettings'] = async ({ id: tenantId }, plugin, change) => {
    const contract = registry.plugin(plugin)?.contract ?? { id: plugin, title: plugin }
    return writeSettings(
      { tenantTransaction: database.tenantTransaction, vault },
      { tenantId, contract, change, by: null },
    )
  }
  const migrate = async () => {
    await migrateCore(database)
    for (const { id, server } of registry.plugins()) {
      if (server?.migrations) await database.migrate(schemaOf(id), server.migrations)
    }
  }
  const close = async () => {
    await queue.stop()
    await pictures.close()
    await ingestion.close()
    await stopPlugins(registry)
    if (typeof open === 'function') await database.close()
  }
  return {
    database,
    registry,
    tenants,
    ingest,
    query: (tenant, query) => engine.run(query, context(tenant)),
    queryRows: (tenant, query) => engine.run(query, { ...context(tenant), rollups: 'off' }),
    refreshRollups: async (tenant) => void (await rollups.refresh(tenant)),
    explain: (tenant, query) => engine.explain(query, context(tenant)),
    call: (caller, called) => callProcedure({ database, registry, services }, caller, called),
    demo,
    http,
    webhook: (tenant, webhook, sent) => receive(tenant.id, webhook, sent),
    outbox: async ({ id: tenantId }) => {
      const { mails: some } = await mails.list(tenantId, { limit: 200 })
      return Promise.all(some.map(({ id: delivery }) => mails.open({ tenantId, delivery })))
    },
    records: async <P extends PluginSpec>(tenant: TenantContext, plugin: P) => {
      const { signal } = new AbortController()
      const own = { signal, actor: { kind: 'server', id: null }, origin: {} } as const
      return (await services.forTenant(plugin, tenant, own)).records as RecordsOf<P>
    },
    importFile: ({ id: tenantId }, named, file) =>
      importFile({ database, registry, services }, { tenantId, named }, file),
    vault,
    setSettings,
    runJob: (tenant, job, input = {}) => runJob(jobs, job, { tenantId: tenant?.id ?? null, input }),
    jobRuns: () => queue.runs(),
    log: () => lines,
    published: ({ id }) => told.flatMap(({ tenantId, ...message }) => (tenantId === id ? [message] : [])),
    audit: async ({ id: tenantId }) => (await listAudit(database.owner, { tenantId, limit: 200 })).entries,
    addMember: (tenant, person) => addMember(database, tenant, person),
    removeMember: (tenant, id) => removeMember(database, tenant, id),
    setPlugin: async ({ id: tenantId }, plugin, enabled) => {
      const change = { tenantId, plugin, enabled, by: null }
      const plugins = await switchPlugin({ owner: database.owner, registry }, change)
      const atOnce = async (job: string) => {
        await runJob(jobs, job, { tenantId, input: {} })
        return null
      }
      await afterSwitch(
        { jobs: { enqueue: atOnce }, registry, pluginServices: services },
        { tenantId, plugins, enabled },
      )
    },
    setClock: (tenant, now) => setClock(database, tenant, now),
    migrate,
    close,
  }
}

import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { ProblemError } from '@tessera/plugin-api'
import { ensureCoreRoles, ensureRole } from './ensure-roles.ts'
import { withoutPassword } from './connection-passwords.ts'
import { openConnections, usualConnections } from './connections.ts'
import { controlOver } from './control.ts'
import {
  dataVersionReader,
  dataVersionStatement,
  ensureDataVersions,
  noteOwnerWrite,
  tableVersionsReader,
} from './data-version.ts'
import { createTenantTable } from './create-tenant-table.ts'
import type { Database, DatabaseOptions } from './database.ts'
import { closeSession } from './embedded/close-session.ts'
import { startEmbedded, type EmbeddedServer } from './embedded/embedded-server.ts'
import { keepHouse } from './embedded/keep-house.ts'
import { makeEntityViews } from './entity-views.ts'
import { databaseErrors } from './errors.ts'
import { noteExistingChanges } from './existing-changes.ts'
import { grantPlugin } from './grant-plugin.ts'
import type { Client } from './lease.ts'
import { embeddedLimits, serverLimits } from './limits.ts'
import { lookAfter } from './look-after.ts'
import { migrate } from './migrate.ts'
import { preparedStatements } from './prepared.ts'
import { publishViews } from './published-views.ts'
import { reachable } from './reachable.ts'
import { biRole, entityRole, pluginRole } from './roles.ts'
import { seats } from './seats.ts'
import type { ServingLogin } from './serving-login.ts'
import { settleLogin } from './settle-login.ts'
import { assertTenantTables, listTenantTables } from './tenant-table.ts'
import { checkedTenant, tenantTransaction } from './tenant-transaction.ts'
import { watchSilence } from './watch-silence.ts'

interface Source {
  readonly kind: Database['kind']
  readonly url: string
  readonly pool: pg.PoolConfig
  /** Null for a server. */
  readonly engine: EmbeddedServer | null
}

async function openSource(options: DatabaseOptions): Promise<Source> {
  if (options.url !== undefined) {
    return {
      kind: 'postgres',
      url: options.url,
      pool: { connectionString: options.url },
      engine: null,
    }
  }
  const { dataDir, exclusive, statementMs, leaving, onTrouble } = options
  const server = await startEmbedded({ dataDir, exclusive, statementMs, leaving, told: onTrouble })
  const url = `postgresql://postgres@/postgres?host=${encodeURIComponent(server.host)}&port=${server.port}`
  const pool = { host: server.host, port: server.port, user: 'postgres', database: 'postgres' }
  return { kind: 'embedded', url, pool, engine: server }
}

/** A name with several addresses is refused by each; the error of all says nothing itself. */
function reasonOf(error: unknown): string {
  const { message, errors, code } = Object(error) as AggregateError & { readonly code?: string }
  return message || (errors?.[0] as Error | undefined)?.message || code || String(error)
}

/**
 * Opens PostgreSQL by `url`, or the embedded database in `dataDir` (in memory when that is left out, joined when another
 * process holds it), creates the application role and returns one pool for all.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const source = await openSource(options)
  const limits = { ...(source.kind === 'postgres' ? serverLimits : embeddedLimits), ...options.limits }
  const { connections: tenantConnections = usualConnections } = options
  const { engine } = source
  const condition = () => engine?.condition() ?? 'ok'
  const now: { login: ServingLogin | null } = { login: null }
  const login = () => now.login
  const from = { ...source, tenantConnections, login, isFull: () => condition() === 'disk_full' }
  const connections = openConnections(from, limits, options.onTrouble ?? (() => {}))
  const { owner: pool } = connections
  const control = connections.control && controlOver(connections.control, login)
  const leased = new Set<Client>()
  const stopWatching = control ? watchSilence(leased, control, limits.quietMs) : () => {}
  if (control) lookAfter(connections.maintenance, leased, control)
  const stopHousekeeping = source.kind === 'embedded' ? keepHouse(connections.maintenance) : null
  const close = async () => {
    await stopHousekeeping?.()
    await connections.close()
    stopWatching()
    await engine?.stop()
  }
  try {
    await pool.query('select 1')
  } catch (error) {
    await close()
    const { cause = error } = error as Error
    const where = withoutPassword(source.url)
    // why: who waits for a database tells by the cause whether waiting helps
    throw Object.assign(databaseErrors('database_unreachable', { where, reason: reasonOf(cause) }), { cause })
  }
  const owner = new Kysely<never>({ dialect: new PostgresDialect({ pool }) })
  const maintenance = new Kysely<never>({ dialect: new PostgresDialect({ pool: connections.maintenance }) })
  const warnings: ProblemError[] = []
  try {
    await ensureCoreRoles(pool)
    if (source.kind === 'embedded') await closeSession(pool)
    await ensureDataVersions(maintenance)
    if (source.kind === 'postgres') {
      const use = (one: ServingLogin | null) => {
        now.login = one
      }
      const warning = await settleLogin({ owner: maintenance, tenants: connections.tenants, use }, options.login)
      if (warning) warnings.push(warning)
    }
  } catch (error) {
    await close()
    throw error
  }
  // why: all connections to the embedded database share one session, and with it the names of its statements
  const prepared = preparedStatements(source.kind === 'postgres')
  const dataVersion = dataVersionReader(pool, prepared)
  const tableVersions = tableVersionsReader(pool, { prepared, begin: dataVersion })
  const deps = { pool: connections.tenants, seats: seats(tenantConnections), control, limits, prepared, leased, engine }
  return {
    kind: source.kind,
    url: source.url,
    warnings,
    pool,
    owner,
    maintenance,
    condition,
    answers: () => reachable(pool, limits),
    tenantTransaction: (tenantId, run, transaction = {}) =>
      tenantTransaction(deps, { tenantId, options: transaction }, run),
    read: (statement) => prepared.read(pool, statement),
    dataVersion: async (tenantId) => dataVersion(checkedTenant(tenantId)),
    tableVersions: async (tenantId) => tableVersions(checkedTenant(tenantId)),
    dataVersionStatement,
    noteOwnerWrite: (tenantId) => noteOwnerWrite(owner, tenantId === undefined ? undefined : checkedTenant(tenantId)),
    noteExistingChanges: () => noteExistingChanges(owner),
    migrate: (schema, migrations) => migrate(maintenance, { schema }, migrations),
    grantPlugin: async (grants) => {
      await ensureRole(pool, pluginRole(grants.schema), now.login)
      await grantPlugin(maintenance, grants)
    },
    publishViews: (publication) => publishViews(maintenance, publication),
    makeEntityViews: async (views) => {
      for (const role of [biRole, entityRole]) await ensureRole(pool, role, now.login)
      return makeEntityViews(maintenance, views)
    },
    createTenantTable: (table) => createTenantTable(maintenance, table),
    assertTenantTables: (...schemas) => assertTenantTables(maintenance, schemas),
    listTenantTables: () => listTenantTables(maintenance),
    close,
  }
}

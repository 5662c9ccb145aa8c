import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { ensureAppRole } from './app-role.ts'
import { withoutPassword } from './connection-passwords.ts'
import { dataVersionReader, dataVersionStatement, ensureDataVersions, noteOwnerWrite } from './data-version.ts'
import { createTenantTable } from './create-tenant-table.ts'
import type { Database, DatabaseOptions } from './database.ts'
import { startEmbedded } from './embedded/embedded-server.ts'
import { keepHouse } from './embedded/keep-house.ts'
import { databaseErrors } from './errors.ts'
import { migrate } from './migrate.ts'
import { preparedStatements } from './prepared.ts'
import { assertTenantTables, listTenantTables } from './tenant-table.ts'
import { checkedTenant, tenantTransaction } from './tenant-transaction.ts'
import { types } from './type-parsers.ts'

interface Source {
  readonly kind: Database['kind']
  readonly url: string
  readonly pool: pg.PoolConfig
  readonly stop: () => Promise<void>
}

async function openSource(options: DatabaseOptions): Promise<Source> {
  if (options.url !== undefined) {
    return {
      kind: 'postgres',
      url: options.url,
      pool: { connectionString: options.url, max: 10 },
      stop: async () => {},
    }
  }
  const server = await startEmbedded(options.dataDir, options.exclusive)
  const url = `postgresql://postgres@/postgres?host=${encodeURIComponent(server.host)}&port=${server.port}`
  const pool = { host: server.host, port: server.port, user: 'postgres', database: 'postgres', max: 10 }
  return { kind: 'embedded', url, pool, stop: server.stop }
}

/**
 * Opens PostgreSQL by `url`, or the embedded database in `dataDir` (in memory when that is left out, joined when another
 * process holds it), creates the application role and returns one pool for all.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const source = await openSource(options)
  const pool = new pg.Pool({
    ...source.pool,
    types,
    connectionTimeoutMillis: 60_000,
    // why: a new connection has nothing prepared and no page of the database mapped, and people pause between two pages
    idleTimeoutMillis: 300_000,
    maxLifetimeSeconds: 3_600,
    // why: statements that do not wait for each other, as those that open a transaction, travel together
    pipeline: true,
  })
  // why: a connection that breaks, idle or between two statements, must not end the process; its query reports it
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const control = source.kind === 'postgres' ? new pg.Pool({ ...source.pool, max: 1, idleTimeoutMillis: 5_000 }) : null
  control?.on('error', () => {})
  const stopHousekeeping = source.kind === 'embedded' ? keepHouse(pool) : null
  const close = async () => {
    await stopHousekeeping?.()
    await Promise.all([pool.end(), control?.end()])
    await source.stop()
  }
  const cancelBackend = control
    ? async (pid: number) => void (await control.query('select pg_cancel_backend($1)', [pid]))
    : null
  try {
    await pool.query('select 1')
  } catch (error) {
    await close()
    throw databaseErrors('database_unreachable', {
      where: withoutPassword(source.url),
      reason: (error as Error).message,
    })
  }
  const owner = new Kysely<never>({ dialect: new PostgresDialect({ pool }) })
  try {
    await ensureAppRole(pool)
    await ensureDataVersions(owner)
  } catch (error) {
    await close()
    throw error
  }
  // why: all connections to the embedded database share one session, and with it the names of its statements
  const prepared = preparedStatements(source.kind === 'postgres')
  const dataVersion = dataVersionReader(pool, prepared)
  return {
    kind: source.kind,
    url: source.url,
    pool,
    owner,
    tenantTransaction: (tenantId, run, transaction = {}) =>
      tenantTransaction({ pool, cancelBackend, prepared }, { tenantId, options: transaction }, run),
    read: (statement) => prepared.read(pool, statement),
    dataVersion: async (tenantId) => dataVersion(checkedTenant(tenantId)),
    dataVersionStatement,
    noteOwnerWrite: (tenantId) => noteOwnerWrite(owner, tenantId === undefined ? undefined : checkedTenant(tenantId)),
    migrate: (schema, migrations) => migrate(owner, schema, migrations),
    createTenantTable: (table) => createTenantTable(owner, table),
    assertTenantTables: (...schemas) => assertTenantTables(owner, schemas),
    listTenantTables: () => listTenantTables(owner),
    close,
  }
}

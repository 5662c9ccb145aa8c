import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openDatabase, type Database } from '@tessera/database'
import { migrateCore } from '@tessera/tenancy'
import { closedOnce } from './closed-once.ts'
import { codeOfDatabases } from './code-of.ts'

interface ServerDatabaseOptions {
  /** Nothing in it, instead of the schemas of core without rows. */
  readonly empty?: boolean
  /** The server ends with the tests: what new databases are copied from may stay on it. */
  readonly ours?: boolean
}

/** Creates a new database on a PostgreSQL server and opens it; `close` drops it. The login must be a superuser. */
export async function openServerDatabase(serverUrl: string, options: ServerDatabaseOptions = {}): Promise<Database> {
  const { empty = false, ours = false } = options
  const name = `t_${randomBytes(8).toString('hex')}`
  const from = ours && !empty ? await (templates[serverUrl] ??= template(serverUrl)) : 'template1'
  // why: half the time, and less to drop again; a server of others may be too old to know it
  const strategy = ours ? 'strategy file_copy' : ''
  await administrate(serverUrl, (client) => client.query(`create database ${name} template ${from} ${strategy}`))
  const database = await openDatabase({ url: urlOf(serverUrl, name) })
  if (!ours && !empty) await migrateCore(database)
  return closedOnce(database, () => drop(serverUrl, name))
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function drop(serverUrl: string, name: string): Promise<void> {
  await administrate(serverUrl, async (client) => {
    const { rows } = await client.query(`select oid from pg_database where datname = '${name}'`)
    await client.query(`drop database if exists ${name} with (force)`)
    // why: logins belong to the whole server, and outlive the database they were made for
    if (rows[0]) await client.query(`drop role if exists tessera_login_${Number(rows[0].oid)}`)
  })
}

const templates: Record<string, Promise<string>> = {}

/** Makes a database with the schemas of core that others are copied from, once for all test processes. */
async function template(serverUrl: string): Promise<string> {
  const name = `template_${codeOfDatabases()}`
  await administrate(serverUrl, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('${name}'))`)
    const { rowCount } = await client.query(`select from pg_database where datname = '${name}' and datistemplate`)
    if (rowCount) return
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name}`)
    const database = await openDatabase({ url: urlOf(serverUrl, name) })
    await migrateCore(database)
    await database.close()
    await client.query(`alter database ${name} is_template true`)
  })
  return name
}

async function administrate<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

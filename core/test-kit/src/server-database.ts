import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openDatabase, type Database } from '@tessera/database'
import { closedOnce } from './closed-once.ts'

/** Creates a new database on a PostgreSQL server and opens it; `close` drops it. The login must be a superuser. */
export async function openServerDatabase(serverUrl: string): Promise<Database> {
  const name = `t_${randomBytes(8).toString('hex')}`
  const made = await administrate(
    serverUrl,
    `create database ${name}`,
    `select oid from pg_database where datname = '${name}'`,
  )
  const oid = Number(made?.rows[0].oid)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href })
  return closedOnce(database, async () => {
    // why: logins belong to the whole server, and outlive the database they were made for
    await administrate(serverUrl, `drop database ${name} with (force)`, `drop role if exists tessera_login_${oid}`)
  })
}

async function administrate(url: string, ...statements: readonly string[]): Promise<pg.QueryResult | undefined> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let last: pg.QueryResult | undefined
    for (const statement of statements) last = await client.query(statement)
    return last
  } finally {
    await client.end()
  }
}

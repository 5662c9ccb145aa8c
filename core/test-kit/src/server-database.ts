import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openDatabase, type Database } from '@tessera/database'
import { closedOnce } from './closed-once.ts'

/** Creates a new database on a PostgreSQL server and opens it; `close` drops it. The login must be a superuser. */
export async function openServerDatabase(serverUrl: string): Promise<Database> {
  const name = `t_${randomBytes(8).toString('hex')}`
  await administrate(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href })
  return closedOnce(database, () => administrate(serverUrl, `drop database ${name} with (force)`))
}

async function administrate(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

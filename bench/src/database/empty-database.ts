import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Does something with an empty database beside the one that `url` names, and drops it. */
export async function withEmptyDatabase<T>(url: string, run: (url: string) => Promise<T>): Promise<T> {
  const name = `tessera_bench_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
    const address = new URL(url)
    address.pathname = `/${name}`
    return await run(address.href)
  } finally {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  }
}

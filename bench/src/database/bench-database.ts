import { readConfig } from '../../../server/src/config.ts'
import { makeLog } from '../../../server/src/start/make-log.ts'
import { openServices } from '../../../server/src/start/open-services.ts'
import type { Services } from '../../../server/src/services.ts'
import { join } from 'node:path'
import pg from 'pg'
import { buildRollups, generate } from '../data/generate.ts'
import type { Cluster } from './open-cluster.ts'

/** Folder of an installation with the benchmark's plugin alone. */
export const installation = join(import.meta.dirname, '../../installation')
export const secret = 'Zt8vQm2LrXw6pKd4sNfY1cGhB7jUeA3o'

/** The product's parts on a generated database, in this process. */
export interface BenchDatabase {
  readonly url: string
  readonly services: Services
  /** Seconds that generating took; null when an earlier run's data was kept. */
  readonly generatedIn: number | null
  /** Closes the parts; drops the database unless it is kept. */
  readonly close: () => Promise<void>
}

/** Raised with every change to what is generated. */
const generation = 5

async function administrate<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

const exists = (client: pg.Client, name: string) =>
  client
    .query<{ done: boolean }>(
      `select coalesce(shobj_description(oid, 'pg_database') = 'generated', false) as done from pg_database where datname = $1`,
      [name],
    )
    .then(({ rows }) => rows[0])

/** Opens the parts on a database with so many events, generated now or kept from a run before. */
export async function openBenchDatabase(
  cluster: Cluster,
  options: { readonly events: number; readonly keep: boolean; readonly floor?: boolean },
): Promise<BenchDatabase> {
  const { events, keep, floor = true } = options
  const name = `tessera_bench_${generation}_${events}${floor ? '' : '_plain'}`
  const drop = (client: pg.Client) => client.query(`drop database if exists ${name} with (force)`)
  const ready = await administrate(cluster.url, async (client) => {
    const found = await exists(client, name)
    if (found?.done) return true
    await drop(client)
    await client.query(`create database ${name}`)
    return false
  })
  const address = new URL(cluster.url)
  address.pathname = `/${name}`
  const config = readConfig({
    DATABASE_URL: address.href,
    TESSERA_ROOT: installation,
    TESSERA_SECRET: secret,
    LOG_LEVEL: 'error',
  })
  const services = await openServices({ config, log: makeLog(config.logLevel) })
  const begin = performance.now()
  if (ready) await buildRollups(services.database.maintenance, services.rollups)
  else {
    await generate(services.database.maintenance, services.rollups, { events, floor })
    await services.database.pool.query(`comment on database ${name} is 'generated'`)
  }
  const close = async () => {
    await services.close()
    if (!keep) await administrate(cluster.url, drop)
  }
  return {
    url: address.href,
    services,
    generatedIn: ready ? null : Math.round((performance.now() - begin) / 1000),
    close,
  }
}

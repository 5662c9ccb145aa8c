import { openDatabase, type Database } from '@tessera/database'
import { readConfig } from '../config.ts'
import { migrateCore } from '../schema/migrate-core.ts'
import type { Services } from '../services.ts'
import { makeLog } from '../start/make-log.ts'
import { openServices } from '../start/open-services.ts'

/** Runs a command on the database alone; joins a running server's. */
export async function withDatabase<T>(run: (database: Database) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const database = await openDatabase(
    config.databaseUrl === null
      ? { dataDir: config.dataDir, statementMs: config.statementSeconds * 1000 }
      : { url: config.databaseUrl },
  )
  try {
    await migrateCore(database)
    return await run(database)
  } finally {
    await database.close()
  }
}

/** Runs a command on everything but HTTP: database, plugins, query engine. */
export async function withServices<T>(run: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const services = await openServices({ config, log: makeLog(config.logLevel) })
  try {
    return await run(services)
  } finally {
    await services.close()
  }
}

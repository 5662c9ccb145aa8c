import { openDatabase, type Database } from '@tessera/database'
import { readConfig } from '../config.ts'
import { migrateCore } from '@tessera/tenancy'
import type { Services } from '../services.ts'
import { makeLog } from '../start/make-log.ts'
import { restartWithout, takeSetAside } from '../watch/set-aside.ts'
import { startWatchdog } from '../watch/watchdog.ts'
import { openServices } from '../start/open-services.ts'

/** Runs a command on the database alone; joins a running server's. */
export async function withDatabase<T>(run: (database: Database) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const database = await openDatabase(
    config.databaseUrl === null
      ? { dataDir: config.dataDir, statementMs: config.statementSeconds * 1000 }
      : { url: config.databaseUrl, login: config.databaseLogin ?? undefined },
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
  const { dataDir, watchdogSeconds: seconds } = config
  const setAside = takeSetAside(dataDir)
  // why: what was read from standard input is gone, and a command that has begun may have done half of its work
  let mayRepeat = !process.argv.includes('-')
  const watchdog = startWatchdog({
    seconds,
    dataDir,
    next: 'the command ends, or begins again without the plugin when it had not begun',
    onStuck: (stuck) => (mayRepeat ? restartWithout(stuck, setAside, dataDir) : process.exit(1)),
  })
  try {
    const log = makeLog(config.logLevel)
    const services = await openServices({ config, log, setAside, found: watchdog.know })
    mayRepeat = false
    try {
      return await run(services)
    } finally {
      await services.close()
    }
  } finally {
    await watchdog.stop()
  }
}

